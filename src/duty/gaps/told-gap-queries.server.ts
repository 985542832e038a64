/** Gaps that somebody was told of, and the desks that are looked at for them. */
import type { OrganisationId } from '#accounts';
import { anyOf, sql, type Database } from '#platform/db';
import { without, type Span } from '../roster/span.ts';

/** Only those that keep a roster: whoever never planned a shift has no gaps. */
export async function desksWithRosters(db: Database, since: Date): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select id from windows w where organisation_id is not null and (
      exists (select from shift_rules r where r.window_id = w.id
        and coalesce(r.valid_until >= ${since}::date, true))
      or exists (select from shifts s where s.window_id = w.id
        and s.origin = 'planned' and s.ends_at > ${since}))`.execute(db);
  return rows.map(({ id }) => id);
}

/** What is a gap no more is forgotten, so that it is told should it come again. */
export const forgetFilled = async (db: Database, windowId: string, gaps: Span[]): Promise<void> =>
  void (await sql`delete from told_gaps where window_id = ${windowId}
    and not tstzrange(starts_at, ends_at) && any(${rangesOf(gaps)}::tstzrange[])`.execute(db));

/** Keeps what nobody was told of yet, and gives it back. */
export async function insertUntold(db: Database, windowId: string, gaps: Span[]): Promise<Span[]> {
  const untold = without(gaps, await toldOf(db, windowId));
  if (untold.length === 0) return [];
  return db
    .insertInto('told_gaps')
    .values(
      untold.map(({ startsAt, endsAt }) => ({
        window_id: windowId,
        starts_at: startsAt,
        ends_at: endsAt,
      })),
    )
    .onConflict((conflict) => conflict.doNothing())
    .returning(AS_SPAN)
    .execute();
}

const AS_SPAN = ['starts_at as startsAt', 'ends_at as endsAt'] as const;

const toldOf = (db: Database, windowId: string): Promise<Span[]> =>
  db.selectFrom('told_gaps').select(AS_SPAN).where('window_id', '=', windowId).execute();

const rangesOf = (gaps: Span[]): string[] =>
  gaps.map(({ startsAt, endsAt }) => `[${startsAt.toISOString()},${endsAt.toISOString()})`);

/** Desks of these organisations, or of a prefecture, whose gaps were told and are still to come. */
export async function desksWithGaps(
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
