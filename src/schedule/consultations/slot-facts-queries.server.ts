/** Who listens at a slot, and on what terms: what lists say of slots beyond what every date has. */
import { db, sql } from '#platform/db';

export interface SlotFacts {
  /** Its supporter is one still. */
  supported: boolean;
  nickname: string | null;
  /** Of the supporter who was to listen, where a colleague stands in. */
  former: string | null;
  methods: string[] | null;
  notice_minutes: number | null;
  horizon_days: number | null;
  origin: string;
}

const belongs = (account: 'supporter_account_id' | 'stands_in_for') => sql`
  m.account_id = o.${sql.ref(account)} and m.organisation_id = s.organisation_id and m.role = 'peer_supporter'`;

/** By the slots' ids. A supporter who has left the organisation has no name here any more, and no other name stands in its place. */
export async function slotFactsOf(ids: string[]): Promise<Map<string, SlotFacts>> {
  if (ids.length === 0) return new Map();
  const { rows } = await sql<SlotFacts & { id: string }>`
    select o.id, o.origin, v.nickname, v.methods, v.notice_minutes, v.horizon_days,
      exists (select from memberships m where ${belongs('supporter_account_id')}) as supported,
      (select nullif(w.nickname, '') from memberships m
        join availabilities w on w.account_id = m.account_id and w.series_id = o.series_id
        where ${belongs('stands_in_for')}) as former
    from occurrences o
      join series s on s.id = o.series_id
      left join availabilities v on v.series_id = o.series_id and v.account_id = o.supporter_account_id
    where o.id = any(${ids}::uuid[])`.execute(db);
  return new Map(rows.map((row) => [row.id, row]));
}
