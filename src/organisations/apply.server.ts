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
import { PROMISES } from './application.ts';
import { countSince, insertApplication } from './application-queries.server.ts';
import { recordAct } from './audit.server.ts';
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

const FREE_AN_HOUR = 6;

/**
 * For anybody. The viewer becomes its admin, or a new account is made for one. Many applications at once slow each other;
 * none is refused for it, and nothing tells where it came from. A claim of what cannot be claimed is none. `busy`: too
 * many passwords are being hashed.
 */
export async function applyToPublish(
  viewer: AccountViewer | null,
  input: ApplicationInput,
  newAdmin: NewAccountInput,
): Promise<Applied | { problems: Record<string, ApplicationProblem | AccountProblem> } | 'busy'> {
  const parsed = applicationInput.safeParse(input);
  const problems = parsed.success ? {} : applicationProblemsOf(parsed.error);
  await sleep(delayAfter(await countSince(later(now(), -hours(1))), FREE_AN_HOUR));
  const admin = viewer ?? (await prepareAccount(newAdmin));
  if (admin === 'busy') return 'busy';
  if ('problems' in admin) return { problems: { ...problems, ...admin.problems } };
  if (!parsed.success) return { problems };
  const claims = (await findClaimable(parsed.data.claims ?? null))?.id ?? null;
  try {
    const { organisationId, accountId } = await write({ ...parsed.data, claims }, admin);
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
): Promise<{ organisationId: OrganisationId; accountId: AccountId }> =>
  inTransaction(async (trx) => {
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
    const subject = `organisation:${organisationId}`;
    const by = 'kind' in admin ? admin : null;
    await recordAct(by, { organisationId, act: 'application.made', subject }, trx);
    return { organisationId, accountId };
  });
