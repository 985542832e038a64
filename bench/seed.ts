import { organisationScope } from '#participants';
import { newPerson, type NewPerson } from '#participants/server';
import { db, sql } from '#platform/db';
import { appear } from '../tests/support/participants.ts';

export async function seedPublisher(): Promise<string> {
  const { id } = await db
    .insertInto('organisations')
    .values({ name: `計測 ${Date.now()}`, kind: 'family_association', standing: 'listed' })
    .returning('id')
    .executeTakeFirstOrThrow();
  return id;
}

/** People who have shown themselves there once. */
export async function seedPeople(organisation: string, count: number): Promise<NewPerson[]> {
  const people = Array.from({ length: count }, newPerson);
  const scope = organisationScope(organisation);
  await appear(people.map((person) => ({ person, scope })));
  return people;
}

/** Published online sessions of a thousand places each, on evenings of the coming week; returns their occurrences. */
export async function seedSessions(organisation: string, count: number): Promise<string[]> {
  const series = await db
    .insertInto('series')
    .values(
      Array.from({ length: count }, (_, n) => ({
        organisation_id: organisation,
        kind: 'group_session',
        state: 'published',
        title: `計測の会 ${n + 1}`,
        format: 'online',
        capacity: 1_000,
        sign_up_policy: 'open',
      })),
    )
    .returning('id')
    .execute();
  const day = 86_400_000;
  const first = Date.now() + day;
  const occurrences = await db
    .insertInto('occurrences')
    .values(
      series.map(({ id }, n) => {
        const startsAt = new Date(first + (n % 6) * day + n * 1_000);
        return {
          series_id: id,
          kind: 'group_session',
          origin: 'rule',
          original_start: startsAt,
          starts_at: startsAt,
          ends_at: new Date(startsAt.getTime() + 5_400_000),
          capacity: 1_000,
        };
      }),
    )
    .returning('id')
    .execute();
  return occurrences.map(({ id }) => id);
}

const SERIES = 4_000;
const DATES_A_SERIES = 50;
const WEEKS_AT_ONCE = 10;

/** Published series in every town, a date a week for a year each, every fiftieth told to be for brothers and sisters: 200,000 dates. */
export async function seedCalendar(): Promise<void> {
  const { rows } = await sql<{ publisher: string }>`
    with publisher as (
      insert into organisations (name, kind, standing) values (${`暦の計測 ${Date.now()}`}, 'npo', 'listed') returning id),
    town as (select code5, pref_code, row_number() over (order by code5) as place, count(*) over () as towns from areas)
    insert into series (organisation_id, kind, state, title, format, pref_code, code5, capacity, sign_up_policy)
    select publisher.id, (array['group_session', 'lecture', 'gathering_place'])[1 + n % 3], 'published',
      case when n % 50 = 0 then 'きょうだいの会 ' else '計測の会 ' end || n, 'onsite', town.pref_code, town.code5, 12, 'open'
    from publisher, generate_series(1, ${SERIES}) n join town on place = 1 + n % towns
    returning organisation_id as publisher`.execute(db);
  // In parts: no statement of the portal may take longer than its limit.
  for (let week = 0; week < DATES_A_SERIES; week += WEEKS_AT_ONCE)
    await sql`
      insert into occurrences (series_id, kind, origin, original_start, starts_at, ends_at, capacity)
      select id, kind, 'rule', start, start, start + interval '2 hours', 12
      from series, generate_series(${week}::int, ${week + WEEKS_AT_ONCE - 1}::int) week,
        lateral (select date_trunc('hour', now()) + (week * 7 + hashtext(id::text) % 4 + 4) * interval '1 day' as start) dated
      where organisation_id = ${rows[0]?.publisher}`.execute(db);
  await sql`analyze series`.execute(db);
  await sql`analyze occurrences`.execute(db);
}
