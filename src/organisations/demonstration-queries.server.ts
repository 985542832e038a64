import type { OrganisationId } from '#accounts';
import { db } from '#platform/db';

/** By its own id, which stays with whoever takes it over; by name and place where it was loaded before it had one. */
export async function findShipped({
  id,
  name,
  prefCode,
  code5,
}: {
  id: string;
  name: string;
  prefCode: string | null;
  code5: string | null;
}): Promise<OrganisationId | undefined> {
  const row = await db
    .selectFrom('organisations')
    .select('id')
    .where((eb) =>
      eb.or([
        eb('id', '=', id),
        eb.and([
          eb('name', '=', name),
          eb('pref_code', 'is not distinct from', prefCode),
          eb('code5', 'is not distinct from', code5),
        ]),
      ]),
    )
    .orderBy((eb) => eb('id', '=', id), 'desc')
    .executeTakeFirst();
  return row?.id as OrganisationId | undefined;
}
