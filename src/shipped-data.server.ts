/** Entrance for the data we ship: loaded when the database has not seen these files yet. */
import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { now } from '#platform/clock';
import { inTransaction, sql, type Database } from '#platform/db';

interface Shipment {
  name: string;
  load(db: Database): Promise<void>;
}

/** In this order: later ones refer to earlier ones. */
const shipments: Shipment[] = [];

export async function loadShippedData(): Promise<void> {
  for (const shipment of shipments) await loadIfNew(shipment);
}

async function loadIfNew({ name, load }: Shipment): Promise<void> {
  const digest = await digestOf(path.join(import.meta.dirname, name, 'data'));
  await inTransaction(async (trx) => {
    // Two processes may start at once.
    await sql`lock table shipped_data in exclusive mode`.execute(trx);
    const row = await trx
      .selectFrom('shipped_data')
      .select('digest')
      .where('name', '=', name)
      .executeTakeFirst();
    if (row?.digest === digest) return;
    await load(trx);
    await trx
      .insertInto('shipped_data')
      .values({ name, digest, loaded_at: now() })
      .onConflict((conflict) => conflict.column('name').doUpdateSet({ digest, loaded_at: now() }))
      .execute();
  });
}

async function digestOf(folder: string): Promise<string> {
  const hash = createHash('sha256');
  for (const file of (await readdir(folder)).sort())
    hash.update(file).update(await readFile(path.join(folder, file)));
  return hash.digest('hex');
}
