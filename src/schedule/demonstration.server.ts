/** The demonstration's schedule: real gatherings as they were seen, and invented ones so that tonight is not empty. */
import type { OrganisationId } from '#accounts';
import { addMembership, demonstrationAccount, demonstrationViewer } from '#accounts/server';
import { createOrganisation } from '#organisations/server';
import { now } from '#platform/clock';
import { inTransaction, type Database } from '#platform/db';
import { steadyId } from '#platform/steady-id';
import { localDate, minutesOf } from '#platform/tokyo';
import {
  cancelNext,
  findInventedOrganisation,
  findShippedSeries,
  nextUntouched,
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
import { agreeToStandBy, nameStandBy, standByRequests } from './consultations/stand-by.server.ts';
import { refusingOverlaps } from './occurrences.server.ts';
import { seriesInput, type SeriesInput } from './input.ts';
import {
  COURSE,
  FIRST_TIMERS,
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

/** Labelled as invented; two of the demonstration's people run it, a third can be called to a talk. */
async function inventedOrganisation(): Promise<OrganisationId> {
  const there = await findInventedOrganisation(OWN_ID, INVENTED_ORGANISATION.name);
  if (there) return there;
  const id = await createOrganisation({ ...INVENTED_ORGANISATION, id: OWN_ID });
  const [publisher, supporter, colleague] = [
    await demonstrationAccount('nobu'),
    await demonstrationAccount('takeru'),
    await demonstrationAccount('kaede'),
  ];
  if (publisher) await addMembership(publisher, id, 'admin');
  if (publisher) await addMembership(publisher, id, 'publisher');
  if (supporter) await addMembership(supporter, id, 'peer_supporter');
  if (colleague) await addMembership(colleague, id, 'supervisor');
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
  await standBy(laying);
}

/** A colleague whom whoever talks there can call. */
async function standBy({ seriesId, accountId }: Laying): Promise<void> {
  const [supporter, colleague] = [
    await demonstrationViewer('takeru'),
    await demonstrationViewer('kaede'),
  ];
  if (!supporter || !colleague) return;
  await nameStandBy(supporter, { seriesId, supporterAccountId: accountId }, colleague.accountId);
  for (const { id, nickname } of await standByRequests(colleague))
    if (nickname === '') await agreeToStandBy(colleague, { id, nickname: 'かえで' });
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

/** The next dates of a meeting and of a course, where nobody has signed up to them. */
export const untouchedDates = async () => ({
  meeting: await nextUntouched(FIRST_TIMERS),
  course: await nextUntouched(COURSE),
});
