/** Single dates: found by anybody, moved or cancelled by those who publish them. */
import { z } from 'zod';
import type { AccountViewer } from '#accounts';
import { now } from '#platform/clock';
import { brokenConstraint, inTransaction, type AfterCommit, type Database } from '#platform/db';
import { instantOf } from '#platform/tokyo';
import { announceChange } from './announce.server.ts';
import { moveInput, problemsOf, reasonInput, type MoveInput } from './input.ts';
import type { OccurrenceDetail } from './occurrence.ts';
import { mayChange } from './privacy.ts';
import { detailOf } from './queries.server.ts';
import type { Refused } from './series.server.ts';

/** Undefined for an unknown, unpublished or malformed id. */
export async function findOccurrence(id: string): Promise<OccurrenceDetail | undefined> {
  return z.uuid().safeParse(id).success ? detailOf(id, now()) : undefined;
}

/** Stays listed with its reason. Publisher, admin, or the supporter whose slot it is; `over` once it has ended. */
export async function cancelOccurrence(
  viewer: AccountViewer,
  id: string,
  reason: string,
): Promise<'cancelled' | 'over' | 'not_found' | Refused> {
  const parsed = reasonInput.safeParse(reason);
  if (!parsed.success) return { problems: { reason: 'schedule_problem_reason' } };
  return inTransaction(async (trx, afterCommit) => {
    const found = await lockChangeable(trx, viewer, id);
    if (!found) return 'not_found';
    if (found.state === 'cancelled') return 'cancelled';
    if (found.ends_at <= now()) return 'over';
    await change(trx, afterCommit, id, { state: 'cancelled', cancelled_reason: parsed.data });
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
  const span = { starts_at: instantOf(date, startsAt), ends_at: instantOf(date, endsAt) };
  if (span.starts_at <= now()) return { problems: { date: 'schedule_problem_past' } };
  return refusingOverlaps(() =>
    inTransaction(async (trx, afterCommit) => {
      const found = await lockChangeable(trx, viewer, id);
      if (!found) return 'not_found';
      if (found.ends_at <= now() || found.state === 'cancelled') return 'over';
      await change(trx, afterCommit, id, span);
      return 'moved';
    }),
  );
}

/** Two writers at once: the exclusion constraint lets one through. */
export async function refusingOverlaps<T>(write: () => Promise<T>): Promise<T | 'overlaps'> {
  try {
    return await write();
  } catch (error) {
    if (brokenConstraint(error) === 'occurrences_supporter_once') return 'overlaps';
    throw error;
  }
}

async function lockChangeable(trx: Database, viewer: AccountViewer, id: string) {
  if (!z.uuid().safeParse(id).success) return;
  const found = await trx
    .selectFrom('occurrences as o')
    .innerJoin('series as s', 's.id', 'o.series_id')
    .select(['o.state', 'o.ends_at', 'o.supporter_account_id', 's.organisation_id'])
    .where('o.id', '=', id)
    .forUpdate('o')
    .executeTakeFirst();
  return found && mayChange(viewer, found) ? found : undefined;
}

async function change(
  trx: Database,
  afterCommit: AfterCommit,
  id: string,
  to: { state: string; cancelled_reason: string } | { starts_at: Date; ends_at: Date },
): Promise<void> {
  const changed = await trx
    .updateTable('occurrences')
    .set((eb) => ({ ...to, sequence: eb('sequence', '+', 1), changed_at: now() }))
    .where('id', '=', id)
    .returning(['id', 'taken', 'capacity', 'waiting'])
    .executeTakeFirstOrThrow();
  afterCommit(() => announceChange(changed));
}
