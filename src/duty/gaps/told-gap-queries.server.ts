/** Gaps that somebody was told of, and the windows that are looked at for them. */
import type { OrganisationId } from '#accounts';
import { anyOf, sql, type Database } from '#platform/db';
import { without, type Span } from '../span.ts';

/** Only those that keep a roster: whoever never planned a shift has no gaps. */
export async function windowsWithRosters(db: Database, since: Date): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select id from windows w where organisation_id is not null and (
      exists (select from shift_rules r where r.window_id = w.id
        and coalesce(r.valid_until >= ${since}::date, true))
      or exists (select from shifts s where s.window_id = w.id
        and s.origin = 'planned' and s.ends_at > ${since}))`.execute(db);
  return rows.map(({ id }) => id);
}

/** From now on these are known; gives back what nobody was told of yet. What is a gap no more is forgotten, so that it is told should it come again. */
export async function replaceTold(db: Database, windowId: string, gaps: Span[]): Promise<Span[]> {
  const told = await db
    .deleteFrom('told_gaps')
    .where('window_id', '=', windowId)
    .returning(['starts_at as startsAt', 'ends_at as endsAt'])
    .execute();
  const rows = gaps.map(({ startsAt, endsAt }) => ({
    window_id: windowId,
    starts_at: startsAt,
    ends_at: endsAt,
  }));
  if (rows.length > 0) await db.insertInto('told_gaps').values(rows).execute();
  return without(gaps, told);
}

/** Windows of these organisations, or of a prefecture, whose gaps were told and are still to come. */
export async function windowsWithGaps(
  db: Database,
  { organisationIds, prefCode }: { organisationIds: OrganisationId[]; prefCode: string | null },
  at: Date,
): Promise<string[]> {
  const rows = await db
    .selectFrom('windows')
    .select('id')
    .where((eb) =>
      eb.or([eb('organisation_id', '=', anyOf(organisationIds)), eb('pref_code', '=', prefCode)]),
    )
    .where((eb) =>
      eb.exists(
        eb
          .selectFrom('told_gaps')
          .select('told_gaps.id')
          .whereRef('window_id', '=', 'windows.id')
          .where('ends_at', '>', at),
      ),
    )
    .execute();
  return rows.map(({ id }) => id);
}
