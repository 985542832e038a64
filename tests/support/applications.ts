/** Applications to publish here, and the operator who decides on them. */
import { randomUUID } from 'node:crypto';
import type { AccountViewer, NewAccountInput, OrganisationId } from '#accounts';
import { identifyAccount } from '#accounts/server';
import type { ApplicationInput } from '#organisations';
import { applyToPublish } from '#organisations/server';
import { db, sql } from '#platform/db';
import { anAccount, anOrganisation } from './organisations.ts';

const CRITERIA = ['recommended', 'fees_shown', 'no_soliciting', 'no_pull_out'] as const;

export const applicationForm = (over: Partial<ApplicationInput> = {}): ApplicationInput => ({
  name: `こもれびの会 ${randomUUID().slice(0, 8)}`,
  kind: 'family_association',
  prefCode: '13',
  code5: '13116',
  summary: '月に2回、家族のつどいをひらいています。',
  url: 'komorebi.example.jp',
  recommender: '豊島区福祉課',
  fees: '無料',
  promises: ['no_soliciting', 'no_pull_out', 'fees_published'],
  ...over,
});

export const newAdmin = (over: Partial<NewAccountInput> = {}): NewAccountInput => ({
  login: `komorebi-${randomUUID().slice(0, 8)}`,
  displayName: '森 あかり',
  password: 'あさがおの 種を庭にまく',
  ...over,
});

/** Somebody new has applied, a day ago: many within an hour slow each other. `admin` is who they are signed in as. */
export async function applied(
  over: Partial<ApplicationInput> = {},
): Promise<{ id: OrganisationId; admin: AccountViewer }> {
  const done = await applyToPublish(null, applicationForm(over), newAdmin());
  if (done === 'busy' || 'problems' in done || !done.cookie) throw new Error(JSON.stringify(done));
  const admin = await identifyAccount(`${done.cookie.name}=${done.cookie.value}`);
  if (!admin || admin === 'unknown') throw new Error('the cookie speaks for nobody');
  const { organisationId: id } = done;
  await sql`update applications set applied_at = applied_at - interval '1 day'
    where organisation_id = ${id}`.execute(db);
  return { id, admin };
}

export async function anOperator(): Promise<AccountViewer> {
  const viewer = await anAccount(await anOrganisation());
  await db
    .updateTable('accounts')
    .set({ operator: true })
    .where('id', '=', viewer.accountId)
    .execute();
  return { ...viewer, operator: true };
}

export const checked = (met = true) => CRITERIA.map((criterion) => ({ criterion, met }));

export const verified = { decision: 'verified' as const, checks: checked() };
