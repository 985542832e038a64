/** Which series and dates lie in the place asked for, as SQL over `series s` and `occurrences o`: a date may be elsewhere this once. */
import { sql } from '#platform/db';

export interface PlaceAsked {
  /** Five-digit codes; left out, everywhere (in `prefCode`, if given). */
  areas?: string[];
  /** With `areas`: their prefecture, whose own prefecture-wide sessions are added. */
  prefCode?: string;
  /** False leaves out what is online only and therefore in no town; true unless told. */
  online?: boolean;
}

type Condition = ReturnType<typeof sql>;

/** As long as the planner knows how many there are it plans anew for every reader, which takes longer than the search. */
export const anyOf = (values: readonly string[]) =>
  sql`any(array(select unnest(${values}::text[])))`;

/** Where a date is held. */
export const TOWN = sql<string | null>`coalesce(o.place_code5, s.code5)`;
export const PREFECTURE = sql<string | null>`coalesce(left(o.place_code5, 2), s.pref_code)`;
export const PLACE_NAME = sql<string>`coalesce(o.place_name, s.place_name)`;
/** The usual place's, which says nothing of another one. */
export const PLACE_ADDRESS = sql<string>`case when o.place_name is null then s.place_address else '' end`;

export interface Elsewhere {
  placeName: string;
  area: string | null;
  code5: string | null;
  prefCode: string | null;
}

/** Null for a date that is where its series is. */
export const ELSEWHERE = sql<Elsewhere | null>`
  case when o.place_name is not null then json_build_object('placeName', o.place_name, 'code5', ${TOWN},
    'prefCode', ${PREFECTURE}, 'area', (select t.name from areas t where t.code5 = ${TOWN})) end`;

/** Series that have dates in the place: usually, or a single one. */
export const seriesIn = (place: PlaceAsked): Condition =>
  isBounded(place)
    ? sql`(${usuallyIn(place)} or s.id = any(array(
        select x.series_id from occurrences x where x.place_code5 is not null and ${lies('x', place)})))`
    : usuallyIn(place);

/** Of such series the dates that are held there. */
export const takesPlaceIn = (place: PlaceAsked): Condition =>
  isBounded(place)
    ? sql`case when o.place_code5 is null then ${usuallyIn(place)}
        else ${lies('o', place)} or ${reaches(place)} end`
    : sql`true`;

/** Whoever follows a place hears also of the dates that leave it this once: they would vanish untold. */
export const followedIn = (place: PlaceAsked): Condition =>
  isBounded(place)
    ? sql`(${usuallyIn(place)} or (o.place_code5 is not null and ${lies('o', place)}))`
    : sql`true`;

const isBounded = ({ areas, prefCode }: PlaceAsked) =>
  areas !== undefined || prefCode !== undefined;

function usuallyIn(place: PlaceAsked): Condition {
  const { areas, prefCode, online = true } = place;
  if (areas)
    return sql`(
      (s.format <> 'online' and (s.code5 = ${anyOf(areas)}${wholePrefecture(prefCode)}))
      or ${reaches(place)})`;
  if (prefCode)
    return sql`((s.format <> 'online' and s.pref_code = ${prefCode}) or ${reaches(place)})`;
  return online ? sql`true` : sql`s.format <> 'online'`;
}

const wholePrefecture = (prefCode: string | undefined): Condition =>
  prefCode ? sql` or (s.code5 is null and s.pref_code = ${prefCode})` : sql``;

/** From anywhere; what is held in a prefecture too is asked for there. */
function reaches({ areas, online = true }: PlaceAsked): Condition {
  if (!online) return sql`false`;
  return areas ? sql`s.format <> 'onsite'` : sql`s.format = 'online'`;
}

const PLACED = { o: sql`o.place_code5`, x: sql`x.place_code5` };

/** Of dates that have a town of their own: it is one of those asked for. */
export const lies = (table: keyof typeof PLACED, { areas, prefCode }: PlaceAsked): Condition => {
  const town = PLACED[table];
  return areas ? sql`${town} = ${anyOf(areas)}` : sql`left(${town}, 2) = ${prefCode ?? ''}`;
};
