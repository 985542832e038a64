/** Towns, and their windows. */
import type { OrganisationId } from '#accounts';
import { db, inTransaction, type DB } from '#platform/db';
import { endWindows } from '#windows/server';
import type { Insertable } from 'kysely';
import { anOrganisation } from './organisations.ts';

// Beyond the 47 that are real: the timers of a host may load those.
let towns = 47;

export interface Town {
  code5: string;
  prefCode: string;
  own: string;
  nearby: string;
  centre: string;
}

/** A prefecture of its own with a town, a neighbour that accepts, and a centre. */
export async function aTown(): Promise<Town> {
  towns += 1;
  const prefCode = String(towns).padStart(2, '0');
  const code5 = `${prefCode}101`;
  const next = `${prefCode}102`;
  await db
    .insertInto('prefectures')
    .values({
      pref_code: prefCode,
      name: '青葉県',
      kana: 'あおばけん',
      short: '青葉',
      name_en: 'Aoba',
    })
    .execute();
  const place = { pref_code: prefCode, kana: '', kind: 'city', latitude: 35, longitude: 139 };
  await db
    .insertInto('areas')
    .values([
      { ...place, code5, name: '青葉市' },
      { ...place, code5: next, name: '汐見市' },
    ])
    .execute();
  await db
    .insertInto('area_neighbours')
    .values({ code5, neighbour_code5: next, distance_km: 5 })
    .execute();
  return {
    code5,
    prefCode,
    own: await aWindow({ level: 'town', code5, pref_code: prefCode, name: '青葉市の窓口' }),
    nearby: await aWindow({
      level: 'town',
      code5: next,
      pref_code: prefCode,
      accepts_neighbours: true,
      name: '汐見市の窓口',
    }),
    centre: await aWindow({ level: 'prefecture', pref_code: prefCode, name: '青葉県のセンター' }),
  };
}

export async function aWindow(
  over: Partial<Insertable<DB['windows']>> & { level: string },
): Promise<string> {
  const row = await db
    .insertInto('windows')
    .values({ name: '窓口', organisation_id: await anOrganisation(), ...over })
    .returning('id')
    .executeTakeFirstOrThrow();
  return row.id;
}

/** The windows made here all belong to an organisation. */
export async function organisationAt(windowId: string): Promise<OrganisationId> {
  const { organisation_id } = await db
    .selectFrom('windows')
    .select('organisation_id')
    .where('id', '=', windowId)
    .executeTakeFirstOrThrow();
  return organisation_id as OrganisationId;
}

/** It ends with its organisation. */
export async function ends(windowId: string): Promise<void> {
  const organisationId = await organisationAt(windowId);
  await inTransaction((trx, afterCommit) => endWindows(trx, organisationId, 'おわり', afterCommit));
}
