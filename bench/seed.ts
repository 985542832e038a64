import { db } from '#platform/db';

/** Published online sessions of a thousand places each, on evenings of the coming week; returns their occurrences. */
export async function seedSessions(count: number): Promise<string[]> {
  const { id: organisation } = await db
    .insertInto('organisations')
    .values({ name: `計測 ${Date.now()}`, kind: 'family_association', standing: 'listed' })
    .returning('id')
    .executeTakeFirstOrThrow();
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
