/** Devices that are told, and notices on their way to them. */
import type { Insertable } from 'kysely';
import { sql, type Database, type DB } from '#platform/db';
import type { LocalDate } from '#platform/tokyo';

/** Whose a device is. */
export type Owner = { participant_id: string } | { account_id: string };

const ownedBy = (owner: Owner) =>
  'participant_id' in owner
    ? sql<boolean>`participant_id = ${owner.participant_id}`
    : sql<boolean>`account_id = ${owner.account_id}`;

/** The same browser asking again, or somebody else at it: the endpoint is told for the last who asked. */
export const keepDevice = async (
  trx: Database,
  row: Insertable<DB['push_subscriptions']>,
): Promise<void> => {
  const { endpoint_hash: _, ...mutable } = row;
  const anew = { participant_id: null, account_id: null, due_at: null, again_at: null, tries: 0 };
  await trx
    .insertInto('push_subscriptions')
    .values(row)
    .onConflict((conflict) => conflict.column('endpoint_hash').doUpdateSet({ ...anew, ...mutable }))
    .execute();
};

/** But for the newest; of the others those that were seen last stay. */
export const dropDevicesBeyond = async (
  trx: Database,
  owner: Owner,
  newest: Buffer,
  most: number,
): Promise<void> =>
  void (await trx
    .deleteFrom('push_subscriptions')
    .where('id', 'in', (query) =>
      query
        .selectFrom('push_subscriptions')
        .select('id')
        .where(ownedBy(owner))
        .orderBy(sql`endpoint_hash = ${newest}`, 'desc')
        .orderBy('seen_on', 'desc')
        .orderBy('id')
        .offset(most),
    )
    .execute());

/** The device of this session, where it is told. */
export const findDeviceOf = (db: Database, owner: Owner, sessionHash: Buffer) =>
  db
    .selectFrom('push_subscriptions')
    .select(['id', 'wants_openings', 'seen_on'])
    .where(ownedBy(owner))
    .where('session_hash', '=', sessionHash)
    .executeTakeFirst();

export const noteSeen = async (db: Database, id: string, on: LocalDate): Promise<void> =>
  void (await db
    .updateTable('push_subscriptions')
    .set({ seen_on: on })
    .where('id', '=', id)
    .execute());

/** A later session of the same person at the same browser; false where that one is told for nobody, or somebody else. */
export async function bindToSession(
  db: Database,
  owner: Owner,
  endpointHash: Buffer,
  to: { session_hash: Buffer; seen_on: LocalDate },
): Promise<boolean> {
  const { numUpdatedRows } = await db
    .updateTable('push_subscriptions')
    .set(to)
    .where(ownedBy(owner))
    .where('endpoint_hash', '=', endpointHash)
    .executeTakeFirst();
  return numUpdatedRows > 0n;
}

export const moveToSession = async (
  db: Database,
  owner: Owner,
  from: Buffer,
  to: Buffer,
): Promise<void> =>
  void (await db
    .updateTable('push_subscriptions')
    .set({ session_hash: to })
    .where(ownedBy(owner))
    .where('session_hash', '=', from)
    .execute());

export const wishOpenings = async (
  db: Database,
  owner: Owner,
  sessionHash: Buffer,
  wished: boolean,
): Promise<void> =>
  void (await db
    .updateTable('push_subscriptions')
    .set({ wants_openings: wished })
    .where(ownedBy(owner))
    .where('session_hash', '=', sessionHash)
    .execute());

/** Answers which those were, by their endpoints. */
export const deleteDeviceOf = async (
  db: Database,
  owner: Owner,
  sessionHash: Buffer,
): Promise<Buffer[]> =>
  (
    await db
      .deleteFrom('push_subscriptions')
      .where(ownedBy(owner))
      .where('session_hash', '=', sessionHash)
      .returning('endpoint_hash')
      .execute()
  ).map((row) => row.endpoint_hash);

export const listDevices = (db: Database): Promise<{ id: string; endpoint_hash: Buffer }[]> =>
  db.selectFrom('push_subscriptions').select(['id', 'endpoint_hash']).execute();

export const deleteDevice = async (db: Database, id: string): Promise<void> =>
  void (await db.deleteFrom('push_subscriptions').where('id', '=', id).execute());

/** Silent since before that day, or of staff whose account is closed. */
export const deleteSilent = async (db: Database, before: LocalDate): Promise<void> =>
  void (await db
    .deleteFrom('push_subscriptions as p')
    .where((eb) =>
      eb.or([
        eb('p.seen_on', '<', before),
        eb.exists(
          eb
            .selectFrom('accounts as a')
            .select('a.id')
            .whereRef('a.id', '=', 'p.account_id')
            .where('a.disabled_at', 'is not', null),
        ),
      ]),
    )
    .execute());

export const insertNotices = async (
  trx: Database,
  rows: Insertable<DB['notices']>[],
): Promise<void> => void (await trx.insertInto('notices').values(rows).execute());

/** Taken out for good, unless the transaction fails; another process takes others. */
export const takeNotices = (trx: Database, most: number) =>
  trx
    .deleteFrom('notices')
    .where('id', 'in', (query) =>
      query.selectFrom('notices').select('id').limit(most).forUpdate().skipLocked(),
    )
    .returning(['sealed_recipient', 'due_at'])
    .execute();

/** What waits already and falls due earlier carries this one along. */
export const makeDue = async (
  trx: Database,
  owner: Owner,
  dueAt: Date,
  onlyOpenings: boolean,
): Promise<void> =>
  void (await trx
    .updateTable('push_subscriptions')
    .set({ due_at: sql`least(due_at, ${dueAt}::timestamptz)` })
    .where(ownedBy(owner))
    .$if(onlyOpenings, (query) => query.where('wants_openings', '=', true))
    .execute());

export interface Sending {
  id: string;
  sealed_device: Buffer;
  tries: number;
  /** Until then it is this process's; then whoever looks tries again. */
  again_at: Date;
}

/** A notice that is new begins with its first try, one under way has its next. */
export async function takeDue(
  db: Database,
  at: Date,
  { most, againAt }: { most: number; againAt: Date },
): Promise<Sending[]> {
  const { rows } = await sql<Sending>`
    update push_subscriptions set
      tries = case when due_at <= ${at} then 1 else tries + 1 end, due_at = null, again_at = ${againAt}
    where id in (
      select id from push_subscriptions where due_at <= ${at} or again_at <= ${at}
      order by least(due_at, again_at) limit ${most} for update skip locked)
    returning id, sealed_device, tries, again_at`.execute(db);
  return rows;
}

/** Only what this process still holds: who comes too late changes nothing. */
const held = (db: Database, { id, again_at }: Sending) =>
  db.updateTable('push_subscriptions').where('id', '=', id).where('again_at', '=', again_at);

export const endSending = async (db: Database, sending: Sending): Promise<void> =>
  void (await held(db, sending).set({ again_at: null, tries: 0 }).execute());

export const sendLater = async (db: Database, sending: Sending, at: Date): Promise<void> =>
  void (await held(db, sending).set({ again_at: at }).execute());
