import type { Database } from '#platform/db';
import { goesOn } from '#windows/server';
import type { Contact } from '../contact-queries.server.ts';
import type { Level } from './hand-over.ts';

/** Those of the prefecture the person or the window is in, and nationwide ones, that somebody answers for. */
export async function listInReach(
  db: Database,
  { pref_code, owner_window_id }: Pick<Contact, 'pref_code' | 'owner_window_id'>,
): Promise<{ windowId: string; window: string; level: Level }[]> {
  const here = db.selectFrom('windows').select('pref_code').where('id', '=', owner_window_id);
  const rows = await db
    .selectFrom('windows')
    .select(['id as windowId', 'name as window', 'level'])
    .where(goesOn())
    .where('organisation_id', 'is not', null)
    .where((eb) =>
      eb.or([
        eb('level', '=', 'nationwide'),
        eb('pref_code', '=', pref_code === null ? here : pref_code),
      ]),
    )
    .orderBy('name')
    .execute();
  return rows as ((typeof rows)[number] & { level: Level })[]; // windows_level
}

/** What a route needs of a window. */
export const findRouteWindow = (
  trx: Database,
  windowId: string,
): Promise<{ id: string; name: string; ringSeconds: number }> =>
  trx
    .selectFrom('windows')
    .select(['id', 'name', 'ring_seconds as ringSeconds'])
    .where('id', '=', windowId)
    .executeTakeFirstOrThrow();
