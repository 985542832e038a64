/** The demonstration's schedule: real gatherings as they were seen, and invented ones so that tonight is not empty. */
import type { OrganisationId } from '#accounts';
import { addMembership, demonstrationAccount } from '#accounts/server';
import { createOrganisation } from '#organisations/server';
import { now } from '#platform/clock';
import { db, inTransaction, type Database } from '#platform/db';
import { addDays, instantOf, localDate } from '#platform/tokyo';
import { loadGatheringsSeen } from './gatherings-seen.server.ts';
import { seriesInput, type SeriesInput } from './input.ts';
import { INVENTED_ORGANISATION, inventedSeries, TIMES_OF_SLOTS } from './invented-series.ts';
import { refusingOverlaps } from './occurrences.server.ts';
import { ruleOf } from './rule.ts';
import { rowOf } from './series-rows.ts';
import { insertSeries } from './series.server.ts';
import { insertSlots } from './slots.server.ts';

const DAYS_OF_SLOTS = 14;

/** Adds what is not there yet. Areas, organisations and accounts of the demonstration come first. */
export async function loadDemonstrationSchedule(): Promise<void> {
  await loadGatheringsSeen();
  const organisationId = await inventedOrganisation();
  for (const { cancelled, ...series } of inventedSeries(organisationId, localDate(now())))
    await inTransaction((trx) => addSeries(trx, series, cancelled));
  await openSlots(organisationId);
}

/** Labelled as invented; two of the demonstration's people run it. */
async function inventedOrganisation(): Promise<OrganisationId> {
  const there = await db
    .selectFrom('organisations')
    .select('id')
    .where('name', '=', INVENTED_ORGANISATION.name)
    .executeTakeFirst();
  if (there) return there.id as OrganisationId;
  const id = await createOrganisation(INVENTED_ORGANISATION);
  const [publisher, supporter] = [
    await demonstrationAccount('nobu'),
    await demonstrationAccount('takeru'),
  ];
  if (publisher) await addMembership(publisher, id, 'admin');
  if (publisher) await addMembership(publisher, id, 'publisher');
  if (supporter) await addMembership(supporter, id, 'peer_supporter');
  return id;
}

async function addSeries(trx: Database, input: SeriesInput, cancelled?: string): Promise<void> {
  const read = seriesInput.parse(input);
  const there = await trx
    .selectFrom('series')
    .select('id')
    .where('organisation_id', '=', read.organisationId)
    .where('title', '=', read.title)
    .executeTakeFirst();
  if (there) return;
  const row = { ...rowOf(read, null), demonstration: true };
  const id = await insertSeries(trx, row, read.rules.map(ruleOf));
  if (cancelled) await cancelNext(trx, id, cancelled);
}

async function cancelNext(trx: Database, seriesId: string, reason: string): Promise<void> {
  await trx
    .updateTable('occurrences')
    .set({ state: 'cancelled', cancelled_reason: reason, sequence: 1 })
    .where('id', 'in', (eb) =>
      eb
        .selectFrom('occurrences')
        .select('id')
        .where('series_id', '=', seriesId)
        .where('starts_at', '>', now())
        .orderBy('starts_at')
        .limit(1),
    )
    .execute();
}

async function openSlots(organisationId: OrganisationId): Promise<void> {
  const supporter = await demonstrationAccount('takeru');
  const series = await db
    .selectFrom('series')
    .select(['id', 'format', 'code5'])
    .where('organisation_id', '=', organisationId)
    .where('kind', '=', 'peer_consultation')
    .executeTakeFirst();
  if (!supporter || !series) return;
  const today = localDate(now());
  const spans = Array.from({ length: DAYS_OF_SLOTS }, (_, n) => addDays(today, n))
    .flatMap((date) =>
      TIMES_OF_SLOTS.map(([from, until]) => ({
        from: instantOf(date, from),
        until: instantOf(date, until),
      })),
    )
    .filter(({ from }) => from > now());
  for (const span of spans)
    await refusingOverlaps(() => insertSlots(db, series.id, series, supporter, [span]));
}
