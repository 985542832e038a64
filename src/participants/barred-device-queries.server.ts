import type { Insertable } from 'kysely';
import { sql, type Database, type DB } from '#platform/db';
import type { LocalDate } from '#platform/tokyo';
import type { ParticipantId } from './index.ts';

/** Until when the operator keeps a person out, if they do. */
export async function findBarredUntil(
  trx: Database,
  id: ParticipantId,
  at: Date,
): Promise<Date | undefined> {
  const row = await trx
    .selectFrom('participants')
    .select('barred_until')
    .where('id', '=', id)
    .where('barred_until', '>', at)
    .executeTakeFirst();
  return row?.barred_until ?? undefined;
}

export const insertBarredDevices = async (
  trx: Database,
  rows: Insertable<DB['barred_devices']>[],
): Promise<void> =>
  void (await trx
    .insertInto('barred_devices')
    .values(rows)
    .onConflict((conflict) => conflict.doNothing())
    .execute());

export const isBarredOn = async (db: Database, mark: Buffer, day: LocalDate): Promise<boolean> =>
  (await db
    .selectFrom('barred_devices')
    .select('mark')
    .where('mark', '=', mark)
    .where('until', '>=', day)
    .executeTakeFirst()) !== undefined;

export const deleteBarredDevicesOf = async (trx: Database, faceMark: Buffer): Promise<void> =>
  void (await sql`delete from barred_devices where ${faceMark} = any(face_marks)`.execute(trx));

export const deleteBarredDevicesBefore = async (db: Database, day: LocalDate): Promise<void> =>
  void (await db.deleteFrom('barred_devices').where('until', '<', day).execute());
