/** The list of windows that one keeps. */
import { sql, type Database } from '#platform/db';
import { anywhere } from './list-queries.server.ts';
import type { Level } from './window.ts';

export interface KeptWindow {
  id: string;
  name: string;
  level: Level;
  organisationId: string | null;
  organisation: string | null;
  prefCode: string | null;
  code5: string | null;
  verifiedOn: string | null;
  listedOn: string;
  endedOn: string | null;
  openCorrections: number;
}

export interface KeptFilter {
  /** Words of its name, its organisation's or its municipality's. */
  text: string;
  /** From 1. */
  page: number;
}

export const KEPT_SHOWN = 50;

/** Of some organisations, or all: those with these words. */
function found(db: Database, organisations: string[] | 'all', text: string) {
  return db
    .selectFrom('windows')
    .leftJoin('organisations', 'organisations.id', 'windows.organisation_id')
    .leftJoin('areas', 'areas.code5', 'windows.code5')
    .$if(organisations !== 'all', (query) =>
      query.where('windows.organisation_id', 'in', [...organisations]),
    )
    .$if(text !== '', (query) =>
      query.where(
        sql<boolean>`concat_ws(' ', windows.name, organisations.name, areas.name, areas.kana) ilike ${anywhere(text)}`,
      ),
    );
}

const openCorrections = sql<number>`(select count(*)::int from window_corrections
  where window_id = windows.id and state = 'open')`;

/** By organisation and name, those with something to look at first. */
const pageOf = (some: ReturnType<typeof found>, page: number): Promise<KeptWindow[]> =>
  some
    .select([
      'windows.id',
      'windows.name',
      'windows.organisation_id as organisationId',
      'organisations.name as organisation',
      'windows.pref_code as prefCode',
      'windows.code5',
      'windows.verified_on as verifiedOn',
      'windows.listed_on as listedOn',
      'windows.ended_on as endedOn',
      // The check constraint windows_level admits these words only.
      (eb) => eb.ref('windows.level').$castTo<Level>().as('level'),
      openCorrections.as('openCorrections'),
    ])
    .orderBy('openCorrections', 'desc')
    .orderBy('organisations.name')
    .orderBy('windows.name')
    .orderBy('windows.id')
    .limit(KEPT_SHOWN)
    .offset((page - 1) * KEPT_SHOWN)
    .execute();

/** A page of them, and how many there are in all. */
export async function keptRows(
  db: Database,
  organisations: string[] | 'all',
  { text, page }: KeptFilter,
): Promise<{ windows: KeptWindow[]; count: number }> {
  if (organisations.length === 0) return { windows: [], count: 0 };
  const some = found(db, organisations, text);
  const counted = some.select((eb) => eb.fn.countAll<number>().as('count'));
  const { count } = await counted.executeTakeFirstOrThrow();
  return { windows: await pageOf(some, page), count: Number(count) };
}
