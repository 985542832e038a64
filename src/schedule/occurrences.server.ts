/** Single dates: found by anybody, moved or cancelled by those who publish them. */
import type { AccountViewer, OrganisationId } from '#accounts';
import { recordAct, refuse } from '#organisations/server';
import { now } from '#platform/clock';
import { brokenConstraint, inTransaction, type Database } from '#platform/db';
import { isId } from '#platform/id';
import { instantOf } from '#platform/tokyo';
import { announceChange } from './announce.server.ts';
import { moveInput, reasonInput, type MoveInput } from './date-input.ts';
import { problemsOf } from './input.ts';
import { changeOccurrence, lockOccurrence } from './occurrence-queries.server.ts';
import type { DateHeld, OccurrenceDetail } from './occurrence.ts';
import { mayChange } from './privacy.ts';
import { detailOf, listDatesHeld } from './detail-queries.server.ts';
import { EVER_PUBLIC_STATES, SHOWN_STATES } from './series.ts';
import type { Refused } from './series.server.ts';

/** As everybody may see it; undefined for an unknown, unpublished or malformed id. */
export async function findOccurrence(id: string): Promise<OccurrenceDetail | undefined> {
  if (!isId(id)) return undefined;
  const detail = await detailOf(id, SHOWN_STATES, now());
  return detail && withoutAccount(detail);
}

/** For who is not staff: one id would tell who listens here and there under two names. */
const withoutAccount = (detail: OccurrenceDetail): OccurrenceDetail => ({
  ...detail,
  supporterAccountId: null,
});

/** As those see it who signed up, hold its room or work there: also once its organisation is no longer public. */
export async function findEverPublicOccurrence(id: string): Promise<OccurrenceDetail | undefined> {
  return isId(id) ? detailOf(id, EVER_PUBLIC_STATES, now()) : undefined;
}

/** Of many at once what whoever holds places there needs, by id. */
export const datesHeld = (ids: string[]): Promise<Map<string, DateHeld>> =>
  listDatesHeld(ids, EVER_PUBLIC_STATES, now());

/** Stays listed with its reason. Publisher, admin, or the supporter whose slot it is; `over` once it has ended. */
export async function cancelOccurrence(
  viewer: AccountViewer,
  id: string,
  reason: string,
): Promise<'cancelled' | 'over' | 'not_found' | Refused> {
  const parsed = reasonInput.safeParse(reason);
  if (!parsed.success) return { problems: { reason: 'schedule_problem_reason' } };
  return inTransaction(async (trx, afterCommit) => {
    const found = await lockOwn(trx, viewer, id);
    if (found === 'not_found') return found;
    if (found.state === 'cancelled') return 'cancelled';
    if (found.ends_at <= now()) return 'over';
    const to = { state: 'cancelled', cancelled_reason: parsed.data };
    const changed = await changeOccurrence(trx, id, to);
    await recordOnOccurrence(trx, viewer, 'cancel', { ...found, id });
    afterCommit(() => announceChange(changed));
    return 'cancelled';
  });
}

/** Another day or time; who signed up stays signed up. `overlaps`: the supporter has another slot then. */
export async function moveOccurrence(
  viewer: AccountViewer,
  id: string,
  to: MoveInput,
): Promise<'moved' | 'overlaps' | 'over' | 'not_found' | Refused> {
  const parsed = moveInput.safeParse(to);
  if (!parsed.success) return { problems: problemsOf(parsed.error) };
  const { date, startsAt, endsAt } = parsed.data;
  const span = {
    starts_at: instantOf(date, startsAt),
    ends_at: instantOf(date, endsAt),
    moved: true as const,
  };
  if (span.starts_at <= now()) return { problems: { date: 'schedule_problem_past' } };
  return refusingOverlaps(() =>
    inTransaction(async (trx, afterCommit) => {
      const found = await lockOwn(trx, viewer, id);
      if (found === 'not_found') return found;
      if (found.ends_at <= now() || found.state === 'cancelled') return 'over';
      const changed = await changeOccurrence(trx, id, span);
      await recordOnOccurrence(trx, viewer, 'shift', { ...found, id });
      afterCommit(() => announceChange(changed));
      return 'moved';
    }),
  );
}

async function lockOwn(trx: Database, viewer: AccountViewer, id: string) {
  const found = await lockOccurrence(trx, id);
  if (!found) return 'not_found';
  return mayChange(viewer, found) ? found : refuseOccurrence(trx, viewer, id, found);
}

/** Two writers at once: the exclusion constraint lets one through. */
export const refusingOverlaps = <T>(write: () => Promise<T>): Promise<T | 'overlaps'> =>
  write().catch((error: unknown) => {
    if (brokenConstraint(error) === 'occurrences_supporter_once') return 'overlaps';
    throw error;
  });

/** Each date that somebody changes by itself stands in the log: it does not wait for approval. */
export const recordOnOccurrence = (
  trx: Database,
  viewer: AccountViewer,
  act: DateAct,
  { id, organisation_id: organisationId }: { id: string; organisation_id: OrganisationId },
): Promise<void> =>
  recordAct(viewer, { organisationId, act: ACTS[act], subject: `occurrence:${id}` }, trx);

type DateAct = 'add' | 'note' | 'cancel' | 'restore' | 'resize' | 'shift' | 'place' | 'usual_place';

const ACTS: Record<DateAct, string> = {
  add: 'occurrence.added',
  note: 'occurrence.noted',
  cancel: 'occurrence.cancelled',
  restore: 'occurrence.restored',
  resize: 'occurrence.resized',
  shift: 'occurrence.moved',
  place: 'occurrence.placed',
  usual_place: 'occurrence.placed',
};

export const refuseOccurrence = (
  trx: Database,
  viewer: AccountViewer,
  id: string,
  { organisation_id: organisationId }: { organisation_id: OrganisationId },
) =>
  refuse(viewer, { organisationId, act: 'occurrence.refused', subject: `occurrence:${id}` }, trx);
