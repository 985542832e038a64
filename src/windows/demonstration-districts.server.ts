/** Hachioji in the demonstration: ten desks, each for its own part of the city. How the city is divided is invented here. */
import type { Transaction } from 'kysely';
import { addDistrict } from '#areas/server';
import type { DB } from '#platform/db';

const HACHIOJI = '13201';
const DESKS = 10;
/** A meeting of the metropolis names the desks and how many there are; nothing else of them is known to us. */
const SOURCE_DATE = '2022-05-17';
const NOTE =
  '「はちまるサポート」という名前と、市内に10か所あることは、都の会議の資料（2022年5月）によります。地区の分け方は見本です。';
/** Postal codes that no household has. */
const postalCodeOf = (desk: number): string => `192099${desk % DESKS}`;

/** Adds those that are not there yet; the district of a desk that is may have been renamed since. */
export async function loadDistrictDesks(
  trx: Transaction<DB>,
  organisationId: string | null,
  idOf: (what: string) => string,
): Promise<void> {
  for (let desk = 1; desk <= DESKS; desk += 1) {
    const id = idOf(`${HACHIOJI} desk ${desk}`);
    if (await stands(trx, id)) continue;
    const districtId = await addDistrict(
      {
        kind: 'catchment',
        code5: HACHIOJI,
        name: `第${desk}地区`,
        kana: `ちく${String(desk).padStart(2, '0')}`,
        towns: [{ postalPrefix: postalCodeOf(desk) }],
        demonstration: true,
      },
      trx,
    );
    await addDesk(trx, { id, desk, districtId, organisationId });
  }
}

const stands = async (trx: Transaction<DB>, id: string): Promise<boolean> =>
  (await trx.selectFrom('windows').select('id').where('id', '=', id).executeTakeFirst()) !==
  undefined;

async function addDesk(
  trx: Transaction<DB>,
  given: { id: string; desk: number; districtId: string; organisationId: string | null },
): Promise<void> {
  await trx
    .insertInto('windows')
    .values({
      id: given.id,
      organisation_id: given.organisationId,
      name: `はちまるサポート（第${given.desk}地区）`,
      operated_by: '八王子市',
      level: 'town',
      pref_code: HACHIOJI.slice(0, 2),
      code5: HACHIOJI,
      area_note: `第${given.desk}地区`,
      source_date: SOURCE_DATE,
      source_note: NOTE,
      demonstration: true,
    })
    .execute();
  await trx
    .insertInto('window_districts')
    .values({ window_id: given.id, district_id: given.districtId })
    .execute();
}
