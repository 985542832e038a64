/** Asking to publish here: an organisation that nobody sees yet, with its first admin. */
import { setTimeout as sleep } from 'node:timers/promises';
import type {
  AccountId,
  AccountProblem,
  AccountViewer,
  NewAccountInput,
  OrganisationId,
} from '#accounts';
import {
  addMembership,
  insertPrepared,
  openSession,
  prepareAccount,
  saysLoginTaken,
} from '#accounts/server';
import { hours, later, now } from '#platform/clock';
import type { SessionCookie } from '#platform/cookies';
import { inTransaction } from '#platform/db';
import { delayAfter } from '#platform/delay';
import { turns } from '#platform/turns';
import { PROMISES } from './application.ts';
import { countSince, countUndecidedOf, insertApplication } from './application-queries.server.ts';
import { recordOnOrganisation } from './audit.server.ts';
import { findClaimable } from './claim-queries.server.ts';
import {
  applicationInput,
  applicationProblemsOf,
  type ApplicationInput,
  type ApplicationProblem,
} from './input.ts';
import { insertOrganisation } from './queries.server.ts';

export interface Applied {
  organisationId: OrganisationId;
  /** Signs the new admin in; none for somebody who is signed in already. */
  cookie?: SessionCookie;
}

type Refused = { problems: Record<string, ApplicationProblem | AccountProblem> };

const FREE_AN_HOUR = 6;
const MOST_UNDECIDED = 3;

// One after the other: side by side each would wait no longer than the first, however many there are.
const inTurn = turns(1, 5);

/**
 * For anybody. The viewer becomes its admin, or a new account is made for one; three of one account may wait to be
 * decided. Many applications within an hour slow each other, and nothing tells where one came from. A claim of what
 * cannot be claimed is none. `busy`: too many apply at this moment.
 */
export const applyToPublish = (
  viewer: AccountViewer | null,
  input: ApplicationInput,
  newAdmin: NewAccountInput,
): Promise<Applied | Refused | 'busy'> => inTurn(() => apply(viewer, input, newAdmin));

async function apply(
  viewer: AccountViewer | null,
  input: ApplicationInput,
  newAdmin: NewAccountInput,
): Promise<Applied | Refused | 'busy'> {
  const parsed = applicationInput.safeParse(input);
  const problems = parsed.success ? {} : applicationProblemsOf(parsed.error);
  await sleep(delayAfter(await countSince(later(now(), -hours(1))), FREE_AN_HOUR));
  const admin = viewer ?? (await prepareAccount(newAdmin));
  if (admin === 'busy') return 'busy';
  if ('problems' in admin) return { problems: { ...problems, ...admin.problems } };
  if (!parsed.success) return { problems };
  const claims = (await findClaimable(parsed.data.claims ?? null))?.id ?? null;
  try {
    const written = await write({ ...parsed.data, claims }, admin);
    if (written === 'too_many') return { problems: { name: 'organisations_problem_too_many' } };
    const { organisationId, accountId } = written;
    if (viewer) return { organisationId };
    return { organisationId, cookie: (await openSession(accountId)).cookie };
  } catch (error) {
    if (saysLoginTaken(error)) return { problems: { login: 'accounts_problem_login_taken' } };
    throw error;
  }
}

const write = (
  application: ReturnType<typeof applicationInput.parse> & { claims: OrganisationId | null },
  admin: AccountViewer | Parameters<typeof insertPrepared>[0],
): Promise<{ organisationId: OrganisationId; accountId: AccountId } | 'too_many'> =>
  inTransaction(async (trx) => {
    if ('kind' in admin && (await countUndecidedOf(trx, admin.accountId)) >= MOST_UNDECIDED)
      return 'too_many';
    const organisationId = await insertOrganisation(
      {
        name: application.name,
        kind: application.kind,
        pref_code: application.prefCode,
        code5: application.code5,
        summary: application.summary,
        url: application.url || null,
      },
      trx,
    );
    await insertApplication(trx, {
      organisation_id: organisationId,
      recommender: application.recommender,
      fees: application.fees,
      promises: [...PROMISES],
      claims: application.claims,
      applied_at: now(),
    });
    const accountId = 'kind' in admin ? admin.accountId : await insertPrepared(admin, trx);
    for (const role of ['admin', 'publisher'] as const)
      await addMembership(accountId, organisationId, role, trx);
    const by = 'kind' in admin ? admin : null;
    await recordOnOrganisation(trx, by, organisationId, 'application.made');
    return { organisationId, accountId };
  });
