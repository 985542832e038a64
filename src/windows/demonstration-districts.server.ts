/** Hachioji in the demonstration: ten desks, each for its own part of the city. How the city is divided is invented here. */
import { addDistrictOnce } from '#areas/server';
import type { Database } from '#platform/db';
import { findOwner } from './keeping-queries.server.ts';
import { addInvented } from './shipped-window.server.ts';

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
  trx: Database,
  organisationId: string | null,
  idOf: (what: string) => string,
): Promise<void> {
  for (let desk = 1; desk <= DESKS; desk += 1) {
    const id = idOf(`${HACHIOJI} desk ${desk}`);
    if (await findOwner(trx, id)) continue;
    await addInvented(trx, id, {
      organisationId,
      name: `はちまるサポート（第${desk}地区）`,
      operatedBy: '八王子市',
      prefCode: HACHIOJI.slice(0, 2),
      code5: HACHIOJI,
      districts: [await addDistrictOf(trx, desk)],
      areaNote: `第${desk}地区`,
      sourceDate: SOURCE_DATE,
      sourceNote: NOTE,
    });
  }
}

const addDistrictOf = (trx: Database, desk: number): Promise<string> =>
  addDistrictOnce(
    {
      kind: 'catchment',
      code5: HACHIOJI,
      name: `第${desk}地区`,
      kana: `ちく${String(desk).padStart(2, '0')}`,
      streets: [{ postalPrefix: postalCodeOf(desk) }],
      demonstration: true,
    },
    trx,
  );
