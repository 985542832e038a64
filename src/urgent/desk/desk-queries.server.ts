import type { RawBuilder } from 'kysely';
import type { AccountId } from '#accounts';
import { anyOf, sql, type Database } from '#platform/db';
import { contactOfRow, isLater, windowsAlong, type Contact } from '../contact-queries.server.ts';
import type { ContactEventKind } from '../contact.ts';
import type { RouteLine } from './desk.ts';

export type ContactAt = Contact & { area: string | null };
export type Ringing = ContactAt & { rungAt: Date };
export type TalkAt = ContactAt & { window: string };

/** What the person said of where they live; the prefecture of a letter is its window's. */
const areaSaid = sql<string | null>`coalesce(
  (select a.name from areas a where a.code5 = c.code5),
  (select p.name from prefectures p where p.pref_code = c.pref_code and c.route -> 0 ->> 'stage' <> 'chosen'))`.as(
  'area',
);

/** Which contacts ring at an account, the first in line first. */
export async function ringIdsAt(db: Database, accountId: AccountId, at: Date): Promise<string[]> {
  const rows = await ringsOf(db, accountId)
    .select('c.id')
    .orderBy((eb) => eb('c.lost_at', 'is', null))
    .orderBy(isLater(at))
    .orderBy('c.created_at')
    .execute();
  return rows.map(({ id }) => id);
}

/** Some of them as they are, in the same order. */
export const ringingAt = async (
  db: Database,
  accountId: AccountId,
  ids: string[],
): Promise<Ringing[]> =>
  inOrderOf(
    ids,
    await ringsOf(db, accountId)
      .selectAll('c')
      .select([areaSaid, 'o.offered_at as rungAt'])
      .where('c.id', '=', anyOf(ids))
      .execute(),
  );

const ringsOf = (db: Database, accountId: AccountId) =>
  db
    .selectFrom('contacts as c')
    .innerJoin('offers as o', 'o.contact_id', 'c.id')
    .where('o.account_id', '=', accountId)
    .where('o.state', '=', 'ringing');

export async function talkingWith(db: Database, accountId: AccountId): Promise<TalkAt[]> {
  const rows = await db
    .selectFrom('contacts as c')
    .innerJoin('windows as w', 'w.id', 'c.owner_window_id')
    .selectAll('c')
    .select([areaSaid, 'w.name as window'])
    .where('c.owner_account_id', '=', accountId)
    .orderBy('c.answered_at')
    .execute();
  return rows.map(contactOfRow);
}

/** Open contacts in some states whose route leads through these windows. */
export async function throughWindows(
  db: Database,
  windowIds: string[],
  states: Contact['state'][],
): Promise<ContactAt[]> {
  const rows = await through(db, windowIds, states).selectAll('c').select(areaSaid).execute();
  return rows.map(contactOfRow);
}

/** Those who look for somebody there and do not ring at an account. */
export const othersCalling = (
  db: Database,
  windowIds: string[],
  { accountId, most }: { accountId: AccountId; most: number },
): Promise<FirstOf> =>
  firstOf(
    through(db, windowIds, ['waiting', 'ringing'])
      .where(
        sql<boolean>`c.id not in (
          select contact_id from offers where account_id = ${accountId} and state = 'ringing')`,
      )
      .orderBy((eb) => eb('c.lost_at', 'is', null))
      .orderBy('c.created_at'),
    most,
  );

export type Through = ReturnType<typeof through>;

export const through = (db: Database, windowIds: string[], states: Contact['state'][]) =>
  db
    .selectFrom('contacts as c')
    .where('c.state', 'in', states)
    .$if(windowIds.length === 0, (all) => all.where(sql.lit(false)))
    .where(leadsThrough(windowIds));

export const leadsThrough = (windowIds: string[]): RawBuilder<boolean> => sql<boolean>`exists (
  select from ${windowsAlong('c.route')} as led (window_id)
  where window_id = ${anyOf(windowIds)})`;

/** Of many in line the first, and how many they are. */
export interface FirstOf {
  ids: string[];
  count: number;
}

export async function firstOf(line: Through, most: number): Promise<FirstOf> {
  const rows = await line
    .select(['c.id', sql<number>`count(*) over ()::integer`.as('count')])
    .limit(most)
    .execute();
  return { ids: rows.map(({ id }) => id), count: rows[0]?.count ?? 0 };
}

/** These as they are, in the same order, but for those that have gone on in this moment. */
export const contactsAt = async (
  db: Database,
  ids: string[],
  states: Contact['state'][],
): Promise<ContactAt[]> =>
  inOrderOf(
    ids,
    await db
      .selectFrom('contacts as c')
      .selectAll('c')
      .select(areaSaid)
      .where('c.id', '=', anyOf(ids))
      .where('c.state', 'in', states)
      .execute(),
  );

function inOrderOf<Row extends Parameters<typeof contactOfRow>[0]>(ids: string[], rows: Row[]) {
  const found = new Map(rows.map((row) => [row.id, contactOfRow(row)]));
  return ids.flatMap((id) => found.get(id) ?? []);
}

/** The log of some contacts: what happened, never what was written. */
export async function routeLines(
  db: Database,
  contacts: Pick<Contact, 'id' | 'route'>[],
): Promise<Map<string, RouteLine[]>> {
  const lines = new Map<string, RouteLine[]>(contacts.map((contact) => [contact.id, []]));
  if (contacts.length === 0) return lines;
  const rows = await db
    .selectFrom('contact_events as e')
    .leftJoin('accounts as a', 'a.id', 'e.account_id')
    .select(['e.contact_id', 'e.at', 'e.kind', 'a.display_name as who'])
    .select([
      sql<string[] | null>`jsonb_path_query_array(e.details, '$.rings[*].windowId')`.as('rung'),
      sql<string | null>`e.details->>'reason'`.as('reason'),
    ])
    .where('e.contact_id', 'in', [...lines.keys()])
    .orderBy('e.contact_id')
    .orderBy('e.no')
    .execute();
  const names = new Map(
    contacts.flatMap((c) => c.route.flatMap((s) => s.windows.map((w) => [w.windowId, w.name]))),
  );
  for (const row of rows) {
    const windows = [...new Set(row.rung ?? [])].flatMap((id) => names.get(id) ?? []);
    // Held by the constraint contact_events_kind.
    const kind = row.kind as ContactEventKind;
    const { who, reason } = row;
    lines.get(row.contact_id)?.push({ at: row.at.getTime(), kind, who, windows, reason });
  }
  return lines;
}

/** How many talks of an account have ended since an instant. */
export async function endedSince(db: Database, accountId: AccountId, at: Date): Promise<number> {
  const row = await db
    .selectFrom('contact_spans as s')
    .innerJoin('contacts as c', 'c.id', 's.contact_id')
    .select(sql<number>`count(distinct c.id)::integer`.as('count'))
    .where('s.account_id', '=', accountId)
    .where('c.ended_at', '>=', at)
    .executeTakeFirstOrThrow();
  return row.count;
}
