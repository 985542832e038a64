/** Series, and their dates. */
import type { OrganisationId } from '#accounts';
import { later, minutes, now } from '#platform/clock';
import { db, type DB } from '#platform/db';
import type { Insertable } from 'kysely';
import { anOrganisation } from './organisations.ts';

/** A published online group session of 10 places with open sign-up and a room, unless told otherwise. */
export async function aSeries(over: Partial<Insertable<DB['series']>> = {}): Promise<string> {
  const row = await db
    .insertInto('series')
    .values({
      organisation_id: over.organisation_id ?? (await anOrganisation()),
      kind: 'group_session',
      state: 'published',
      title: '夜のオンライン家族のつどい',
      format: 'online',
      capacity: 10,
      sign_up_policy: 'open',
      has_room: true,
      ...over,
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  return row.id;
}

/** One dated occurrence of a series made for it, or of `series_id`; 90 minutes from `starts_at`. */
export async function anOccurrence(
  over: Partial<Insertable<DB['occurrences']>> & { starts_at: Date },
): Promise<string> {
  const { starts_at } = over;
  const row = await db
    .insertInto('occurrences')
    .values({
      series_id: over.series_id ?? (await aSeries({ kind: over.kind ?? 'group_session' })),
      kind: 'group_session',
      origin: 'rule',
      original_start: starts_at,
      ends_at: new Date(starts_at.getTime() + 90 * 60_000),
      capacity: 10,
      ...over,
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  return row.id;
}

/** One that begins in ten minutes: sign-up and room are open. */
export async function aDateSoon(of?: OrganisationId): Promise<string> {
  const organisation_id = of ?? (await anOrganisation());
  const series_id = await aSeries({ organisation_id, sign_up_closes_minutes: 0 });
  return anOccurrence({ series_id, starts_at: later(now(), minutes(10)) });
}
