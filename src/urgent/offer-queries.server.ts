import type { AccountId } from '#accounts';
import {
  anyOf,
  asJson,
  recordsInserted,
  sql,
  type Database,
  type StatementPart,
} from '#platform/db';
import type { ContactId } from './contact.ts';
import type { Ring, RingAt } from './policy.ts';

type OfferEnd = 'accepted' | 'passed' | 'lapsed' | 'withdrawn';

/** Of each contact's search, where they still count. */
export async function ringsOf(
  db: Database,
  contactIds: ContactId[],
): Promise<Map<ContactId, Ring[]>> {
  const rows = await db
    .selectFrom('offers')
    .select(['contact_id', 'account_id', 'window_id', 'stage', 'state'])
    .where('contact_id', '=', anyOf(contactIds))
    .where('purpose', '=', 'call')
    .where('state', 'in', ['ringing', 'passed'])
    .orderBy('offered_at')
    .$narrowType<{ stage: number; state: 'ringing' | 'passed' }>() // offers_calls_have_a_stage
    .execute();
  const by = Map.groupBy(rows, (row) => row.contact_id as ContactId);
  return new Map([...by].map(([id, own]) => [id, own.map(ringOfRow)]));
}

const ringOfRow = (row: {
  account_id: string;
  window_id: string;
  stage: number;
  state: 'ringing' | 'passed';
}): Ring => ({
  accountId: row.account_id as AccountId,
  windowId: row.window_id,
  stage: row.stage,
  state: row.state,
});

/** A statement, also as part of a larger one. */
export const offersInserted = (
  called: { contactId: ContactId; at: Date; rings: RingAt[] }[],
): StatementPart =>
  recordsInserted(
    'offers',
    called.flatMap(({ contactId, at, rings }) =>
      rings.map(({ accountId, windowId, stage }) => ({
        ...{ contact_id: contactId, account_id: accountId, window_id: windowId },
        ...{ stage, offered_at: at },
      })),
    ),
  );

/** Rings beside a talk that is to be handed over. */
export const insertHandOverOffers = async (
  trx: Database,
  contactId: ContactId,
  at: Date,
  rings: Pick<RingAt, 'accountId' | 'windowId'>[],
): Promise<void> => {
  if (rings.length === 0) return;
  const offer = { contact_id: contactId, purpose: 'hand_over', offered_at: at };
  await trx
    .insertInto('offers')
    .values(
      rings.map(({ accountId, windowId }) => ({
        ...offer,
        account_id: accountId,
        window_id: windowId,
      })),
    )
    .execute();
};

export const listHandOverRings = async (
  db: Database,
  contactId: ContactId,
): Promise<AccountId[]> => {
  const rows = await db
    .selectFrom('offers')
    .select('account_id')
    .where('contact_id', '=', contactId)
    .where('purpose', '=', 'hand_over')
    .where('state', '=', 'ringing')
    .execute();
  return rows.map((row) => row.account_id as AccountId);
};

/** What rings at an account for a contact: for which window, and whether the talk is handed over. */
export async function findRingAt(
  db: Database,
  contactId: ContactId,
  accountId: AccountId,
): Promise<{ windowId: string; purpose: 'call' | 'hand_over' } | undefined> {
  const row = await db
    .selectFrom('offers')
    .select(['window_id as windowId', 'purpose'])
    .where('contact_id', '=', contactId)
    .where('account_id', '=', accountId)
    .where('state', '=', 'ringing')
    .$narrowType<{ purpose: 'call' | 'hand_over' }>() // offers_purpose
    .executeTakeFirst();
  return row;
}

/** Stops ringing, at some accounts or at all; tells at whom it rang. */
export async function closeOffers(
  trx: Database,
  contactId: ContactId,
  at: Date,
  state: OfferEnd,
  accountIds?: AccountId[],
): Promise<AccountId[]> {
  let update = trx
    .updateTable('offers')
    .set({ state, closed_at: at })
    .where('contact_id', '=', contactId)
    .where('state', '=', 'ringing');
  if (accountIds) update = update.where('account_id', 'in', accountIds);
  const rows = await update.returning('account_id').execute();
  return rows.map((row) => row.account_id as AccountId);
}

export interface RingEnd {
  contactId: ContactId;
  accountId: AccountId;
  end: OfferEnd;
}

/** The same for rings of several contacts, each by its own end. */
export const endRings = async (trx: Database, at: Date, ends: RingEnd[]): Promise<void> => {
  if (ends.length === 0) return;
  await sql`
    update offers set state = "end", closed_at = ${at}
    from json_to_recordset(${asJson(ends)}::json) as over ("contactId" uuid, "accountId" uuid, "end" text)
    where contact_id = "contactId" and account_id = "accountId" and state = 'ringing'`.execute(trx);
};

/** A new search may ring again at whoever passed in the last one; the log keeps that they did. */
export const forgetPasses = async (trx: Database, contactId: ContactId): Promise<void> =>
  void (await trx
    .updateTable('offers')
    .set({ state: 'withdrawn' })
    .where('contact_id', '=', contactId)
    .where('state', '=', 'passed')
    .execute());

/** Whether the account was ever rung for this contact. */
export async function wasOffered(
  db: Database,
  contactId: ContactId,
  accountId: AccountId,
): Promise<boolean> {
  const row = await db
    .selectFrom('offers')
    .select('id')
    .where('contact_id', '=', contactId)
    .where('account_id', '=', accountId)
    .limit(1)
    .executeTakeFirst();
  return row !== undefined;
}

/** Contacts that ring at somebody who is not there, or has no room left: the first of them. */
export async function ringingWhereNobodyIs(
  db: Database,
  present: { accountId: AccountId; windowId: string }[],
  most: number,
): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select distinct contact_id as id from offers
    where state = 'ringing' and (account_id, window_id) not in (
      select * from json_to_recordset(${asJson(present)}::json) as there ("accountId" uuid, "windowId" uuid))
    limit ${most}`.execute(db);
  return rows.map((row) => row.id);
}
