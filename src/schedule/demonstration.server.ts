/** The demonstration's schedule: real gatherings as they were seen, and invented ones so that tonight is not empty. */
import type { OrganisationId } from '#accounts';
import { addMembership, demonstrationAccount } from '#accounts/server';
import { createOrganisation } from '#organisations/server';
import { now } from '#platform/clock';
import { inTransaction, type Database } from '#platform/db';
import { steadyId } from '#platform/steady-id';
import { localDate, minutesOf } from '#platform/tokyo';
import {
  cancelNext,
  findInventedOrganisation,
  findShippedSeries,
  shippedSeriesId,
} from './demonstration-queries.server.ts';
import { loadGatheringsSeen } from './gatherings-seen.server.ts';
import {
  findAvailability,
  writeAvailability,
} from './consultations/availability-queries.server.ts';
import { listConsultations } from './consultations/supporter-queries.server.ts';
import type { Laying } from './consultations/availability.ts';
import { layOutStored } from './consultations/lay-out.server.ts';
import { refusingOverlaps } from './occurrences.server.ts';
import { seriesInput, type SeriesInput } from './input.ts';
import {
  INVENTED_AVAILABILITY,
  INVENTED_ORGANISATION,
  inventedSeries,
  type InventedSeries,
  TIMES_OF_SLOTS,
} from './invented-series.ts';
import { ruleOf } from './rule.ts';
import { rowOf } from './series-rows.ts';
import { insertSeries } from './series.server.ts';

/** Adds what is not there yet. Areas, organisations and accounts of the demonstration come first. */
export async function loadDemonstrationSchedule(): Promise<void> {
  await loadGatheringsSeen();
  const organisationId = await inventedOrganisation();
  for (const series of inventedSeries(organisationId, localDate(now())))
    await inTransaction((trx) => addSeries(trx, series));
  await openSlots(organisationId);
}

const OWN_ID = steadyId('demonstration organisation that is invented');

/** Labelled as invented; two of the demonstration's people run it. */
async function inventedOrganisation(): Promise<OrganisationId> {
  const there = await findInventedOrganisation(OWN_ID, INVENTED_ORGANISATION.name);
  if (there) return there;
  const id = await createOrganisation({ ...INVENTED_ORGANISATION, id: OWN_ID });
  const [publisher, supporter] = [
    await demonstrationAccount('nobu'),
    await demonstrationAccount('takeru'),
  ];
  if (publisher) await addMembership(publisher, id, 'admin');
  if (publisher) await addMembership(publisher, id, 'publisher');
  if (supporter) await addMembership(supporter, id, 'peer_supporter');
  return id;
}

async function addSeries(
  trx: Database,
  { cancelled, talkIn, ...input }: InventedSeries,
): Promise<void> {
  const read = seriesInput.parse({
    ...input,
    firstTalkSeriesId: await seriesTitled(trx, input, talkIn),
  });
  const id = shippedSeriesId(read.title);
  if (await findShippedSeries(id, read.organisationId, read.title, trx)) return;
  const row = { ...rowOf(read, null), id, demonstration: true };
  await insertSeries(trx, row, read.rules.map(ruleOf));
  if (cancelled) await cancelNext(trx, id, cancelled);
}

async function seriesTitled(
  trx: Database,
  { organisationId }: SeriesInput,
  title?: string,
): Promise<string | null> {
  if (title === undefined) return null;
  return (await findShippedSeries(shippedSeriesId(title), organisationId, title, trx))?.id ?? null;
}

async function openSlots(organisationId: OrganisationId): Promise<void> {
  const [series] = await listConsultations([organisationId]);
  if (!series) return;
  const accountId = await demonstrationAccount('takeru');
  if (!accountId) return;
  const laying = { seriesId: series.id, accountId };
  await refusingOverlaps(() =>
    inTransaction(async (trx, afterCommit) => {
      if (!(await findAvailability(trx, laying))) await listen(trx, laying);
      await layOutStored(trx, laying, afterCommit);
    }),
  );
}

const listen = (trx: Database, { seriesId, accountId }: Laying) =>
  writeAvailability(
    trx,
    {
      series_id: seriesId,
      account_id: accountId,
      ...INVENTED_AVAILABILITY,
      consented_at: now(),
    },
    {
      week: ([1, 2, 3, 4, 5, 6, 7] as const).flatMap((weekday) =>
        TIMES_OF_SLOTS.map(([from, until]) => ({
          weekday,
          startsAtMinute: minutesOf(from),
          endsAtMinute: minutesOf(until),
        })),
      ),
      exceptions: [],
    },
  );
