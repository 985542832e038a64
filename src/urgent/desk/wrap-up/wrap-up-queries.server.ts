import type { AccountId } from '#accounts';
import { hours, later } from '#platform/clock';
import { sql, type Database } from '#platform/db';
import { WRAP_UP_WITHIN_HOURS } from '../../promises.ts';
import type { WrapUp } from './wrap-up.ts';

const asksSince = (at: Date): Date => later(at, -hours(WRAP_UP_WITHIN_HOURS));

/** The latest first; a talk that the account has taken up again is not over. */
export async function listWrapUps(db: Database, accountId: AccountId, at: Date): Promise<WrapUp[]> {
  const rows = await db
    .selectFrom('wrap_ups as u')
    .innerJoin('contacts as c', 'c.id', 'u.contact_id')
    .leftJoin('consents as k', 'k.id', 'u.consent_id')
    .leftJoin('windows as w', 'w.id', 'k.window_id')
    .select(['c.id', 'c.nickname', 'u.over_at', 'w.name as handedOnTo'])
    .where('u.account_id', '=', accountId)
    .where('u.over_at', '>', asksSince(at))
    .where('c.owner_account_id', 'is distinct from', accountId)
    .orderBy('u.over_at', 'desc')
    .execute();
  return rows.map((row) => ({
    contactId: row.id,
    name: row.nickname,
    overAt: row.over_at.getTime(),
    handedOnTo: row.handedOnTo,
  }));
}

/** The window whose talk it was; undefined where the account is not, or not any more, asked about it. */
export async function takeWrapUp(
  trx: Database,
  contactId: string,
  accountId: AccountId,
  at: Date,
): Promise<string | undefined> {
  const row = await trx
    .deleteFrom('wrap_ups')
    .where('contact_id', '=', contactId)
    .where('account_id', '=', accountId)
    .where('over_at', '>', asksSince(at))
    .returning('window_id')
    .executeTakeFirst();
  return row?.window_id;
}

export const deleteWrapUpsLapsed = async (db: Database, at: Date): Promise<void> =>
  void (await db.deleteFrom('wrap_ups').where('over_at', '<=', asksSince(at)).execute());

/** One talk more of a window's month. */
export const countTalk = async (
  db: Database,
  talk: { windowId: string; month: string; outcome: string; teller: string },
): Promise<void> =>
  void (await sql`
    insert into talk_outcomes (window_id, month, outcome, teller, talks)
    values (${talk.windowId}, (${talk.month} || '-01')::date, ${talk.outcome}, ${talk.teller}, 1)
    on conflict on constraint talk_outcomes_pkey do update set talks = talk_outcomes.talks + 1`.execute(
    db,
  ));
