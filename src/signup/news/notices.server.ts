/** Of what those who hold places, or give an hour to listen, are told: that there is something to read, nothing more. */
import { noticeFor, noticeForAccounts } from '#notices/server';
import {
  findEverPublicOccurrence,
  listOpening,
  listUntold,
  takeOpening,
  takeUntold,
  type HeldOccurrence,
} from '#schedule/server';
import { followDate } from '#rooms/server';
import { later, minutes, now } from '#platform/clock';
import { inTransaction, type AfterCommit, type Database } from '#platform/db';
import { eachAlone } from '#platform/jobs';
import { ROOM_OPENS_BEFORE_MINUTES, shutDoor } from '../places.ts';
import { listLiveSignups } from '../queries.server.ts';

/** Cancelled, moved or elsewhere: whoever holds a place there or waits for one, and who is inside its room, unless it is over. */
export async function tellChanges(): Promise<void> {
  await eachAlone(await listUntold(), 'a changed date', (id) =>
    inTransaction((trx, afterCommit) => tellChange(trx, id, afterCommit)),
  );
}

async function tellChange(trx: Database, id: string, afterCommit: AfterCommit): Promise<void> {
  const date = await takeUntold(trx, id);
  if (!date || date.endsAt <= now()) return;
  const moved = shutDoor(date, now()) && (date.state === 'cancelled' ? 'called_off' : 'moved');
  await followDate(
    trx,
    { occurrenceId: id, endsAt: date.endsAt, says: moved ?? null },
    afterCommit,
  );
  const faces = (await listLiveSignups(trx, id)).map(({ pseudonym }) => pseudonym);
  await noticeFor(trx, faces, { before: date.startsAt });
}

/** The door of a room opens: whoever may enter and wished to hear of it. */
export async function tellOpenings(at: Date): Promise<void> {
  const opening = await listOpening(at, later(at, minutes(ROOM_OPENS_BEFORE_MINUTES)));
  await eachAlone(opening, 'an opening door', tellOpening);
}

async function tellOpening(id: string): Promise<void> {
  const occurrence = await findEverPublicOccurrence(id);
  await inTransaction(async (trx) => {
    const opened = await takeOpening(trx, id);
    if (!opened || !occurrence?.hasRoom) return;
    const signups = await listLiveSignups(trx, id);
    const faces = signups.filter(({ state }) => state === 'confirmed').map((one) => one.pseudonym);
    await noticeFor(trx, faces, 'at_once', { openings: true });
  });
}

/** Whoever listens at a slot hears that somebody has taken it. */
export async function tellSupporters(
  trx: Database,
  seated: { occurrence: HeldOccurrence }[],
): Promise<void> {
  const slots = [...new Set(seated.map(({ occurrence }) => occurrence))];
  await noticeForAccounts(
    trx,
    slots.flatMap(({ supporterAccountId, startsAt }) =>
      supporterAccountId ? [{ account: supporterAccountId, haste: { before: startsAt } }] : [],
    ),
  );
}
