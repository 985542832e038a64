/** A peer supporter's one-to-one slots of a day. */
import { hasRole, type AccountId, type AccountViewer, type OrganisationId } from '#accounts';
import { accountHasRole, lockAccount } from '#accounts/server';
import { refuse } from '#organisations/server';
import { now } from '#platform/clock';
import { inTransaction, type Database } from '#platform/db';
import { instantOf } from '#platform/tokyo';
import { announceChange } from './announce.server.ts';
import { slotsInput, type SlotsInput } from './date-input.ts';
import { problemsOf } from './input.ts';
import { placeOf } from './materialise.server.ts';
import { insertSlotRows } from './occurrence-queries.server.ts';
import { refusingOverlaps } from './occurrences.server.ts';
import { mayPublish } from './privacy.ts';
import { findConsultation } from './series-queries.server.ts';
import type { Refused } from './series.server.ts';

/**
 * Adds the day's slots, all or none; those already there stay as they are. A supporter saves one's own, a publisher or
 * admin those of any supporter of the organisation. `overlaps`: the supporter is busy then, wherever that is.
 */
export async function saveSlots(
  viewer: AccountViewer,
  input: SlotsInput,
): Promise<'saved' | 'overlaps' | 'not_found' | Refused> {
  const parsed = slotsInput.safeParse(input);
  if (!parsed.success) return { problems: problemsOf(parsed.error) };
  const { seriesId, supporterAccountId = viewer.accountId, date, slots } = parsed.data;
  const spans = slots
    .map((slot) => ({ from: instantOf(date, slot.startsAt), until: instantOf(date, slot.endsAt) }))
    .sort((a, b) => a.from.getTime() - b.from.getTime());
  if (spans.some((span) => span.from <= now()))
    return { problems: { date: 'schedule_problem_past' } };
  return refusingOverlaps(() =>
    inTransaction(async (trx, afterCommit) => {
      const series = await findConsultation(trx, seriesId);
      if (!series) return 'not_found';
      const organisationId = series.organisation_id;
      const subject = `series:${seriesId}`;
      if (!(await maySave(trx, viewer, organisationId, supporterAccountId)))
        return refuse(viewer, { organisationId, act: 'slots.refused', subject }, trx);
      // Writers of one supporter's time in turn: side by side they would wait for each other.
      await lockAccount(trx, supporterAccountId as AccountId);
      const saved = await insertSlots(trx, seriesId, series, supporterAccountId, spans);
      for (const slot of saved) afterCommit(() => announceChange(slot));
      return 'saved';
    }),
  );
}

async function maySave(
  trx: Database,
  viewer: AccountViewer,
  organisationId: OrganisationId,
  supporterAccountId: string,
): Promise<boolean> {
  const own = supporterAccountId === viewer.accountId;
  if (own && hasRole(viewer, organisationId, 'peer_supporter')) return true;
  if (!mayPublish(viewer, organisationId)) return false;
  const supporter = {
    accountId: supporterAccountId,
    organisationId,
    role: 'peer_supporter',
  } as const;
  return accountHasRole(trx, supporter);
}

/** One place each. A slot cancelled before anybody took it is opened again. */
export const insertSlots = (
  trx: Database,
  seriesId: string,
  series: { format: string; code5: string | null },
  supporterAccountId: string,
  spans: { from: Date; until: Date }[],
) =>
  insertSlotRows(
    trx,
    spans.map(({ from, until }) => ({
      series_id: seriesId,
      kind: 'peer_consultation',
      code5: placeOf(series),
      original_start: from,
      starts_at: from,
      ends_at: until,
      origin: 'added',
      supporter_account_id: supporterAccountId,
      capacity: 1,
      changed_at: now(),
    })),
  );
