/** What staff do with the districts of their town or prefecture. Another's district is none, and its admin hears of the try. */
import type { AccountViewer } from '#accounts';
import type { WholeDistrict } from '#areas';
import {
  createDistrict,
  districtNamed,
  lockDistrict,
  replaceDistrict,
  takeAwayDistrict,
  wholeDistrict,
} from '#areas/server';
import { now } from '#platform/clock';
import { brokenConstraint, db, inTransaction, type Database } from '#platform/db';
import { sha256 } from '#platform/secrets';
import { localDate } from '#platform/tokyo';
import { mayRevise } from '../privacy.ts';
import { unlessRefused } from '../unless-refused.server.ts';
import { districtOf, type Content, type DistrictInput } from './district-input.ts';
import {
  keepsDistricts,
  refuseDistricts,
  mayKeep,
  refuseDistrict,
  placesToKeep,
  recordOnDistrict,
} from './district-keepers.server.ts';
import { judged, type DistrictRefused } from './judged-district.server.ts';
import {
  districtRows,
  windowsNaming,
  type DistrictFilter,
  type KeptDistrict,
  type KeptPlace,
  type NamingWindow,
} from './kept-district-queries.server.ts';

export interface KeptDistricts {
  places: KeptPlace[] | 'all';
  districts: KeptDistrict[];
  count: number;
}

/** The districts of the viewer's places, a page of 50, and how many there are. */
export async function keptDistricts(
  viewer: AccountViewer,
  filter: DistrictFilter,
): Promise<KeptDistricts | 'not_found'> {
  const places = await placesToKeep(viewer);
  if (places.length === 0) return refuseDistricts(viewer);
  const codes = places === 'all' ? places : places.map(({ code }) => code);
  return { places, ...(await districtRows(db, codes, filter, localDate(now()))) };
}

export interface DistrictToKeep {
  district: WholeDistrict;
  windows: (NamingWindow & { mayRevise: boolean })[];
  /** Tells this state of it from another. */
  edition: string;
}

/** One of them, with the windows that name it; `gone` where there is none by that id any more. */
export const districtToKeep = (
  viewer: AccountViewer,
  id: string,
): Promise<DistrictToKeep | 'gone' | 'not_found'> =>
  ifKept(viewer, id, async (district) => ({
    district,
    edition: editionOf(district),
    windows: (await windowsNaming(db, id)).map((one) => ({
      ...one,
      mayRevise: mayRevise(viewer, one.organisationId),
    })),
  }));

const editionOf = ({ kind, name, kana, streets, areas }: Content): string =>
  sha256(
    JSON.stringify([kind, name, kana, streets.map((one) => [one.name, one.postalPrefix]), areas]),
  ).toString('hex');

/** A new district of a place that the viewer keeps; the same sent twice is one. */
export async function addDistrict(
  viewer: AccountViewer,
  input: DistrictInput,
): Promise<{ id: string } | DistrictRefused | 'not_found'> {
  const given = await judged(db, input);
  if ('problems' in given) return given;
  const { content, place } = given;
  if (!(await mayKeep(viewer, place))) return refuseDistrict(viewer, place, 'district:new');
  const entered = await unlessRefused(HELD, () =>
    inTransaction(async (trx) => {
      const id = await createDistrict(trx, districtOf(content, place));
      await recordOnDistrict(viewer, 'district.added', { ...place, id }, trx);
      return { id };
    }),
  );
  const same = 'id' in entered ? undefined : await districtNamed(place, content.name);
  return same && editionOf(same) === editionOf(content) ? { id: same.id } : entered;
}

type Revised = 'revised' | 'changed_meanwhile' | DistrictRefused;

/** Name, reading and members become those given, if it still is the edition that was edited; windows go on naming it. */
export const reviseDistrict = (
  viewer: AccountViewer,
  id: string,
  input: DistrictInput,
  edition: string,
): Promise<Revised | 'gone' | 'not_found'> =>
  unlessRefused(HELD, () =>
    onOwnDistrict(viewer, id, async (trx, held): Promise<Revised> => {
      const { code5, prefCode } = held;
      const given = await judged(trx, { ...input, code5, prefCode }, id);
      if ('problems' in given) return given;
      if (editionOf(given.content) === editionOf(held)) return 'revised';
      if (editionOf(held) !== edition) return 'changed_meanwhile';
      await replaceDistrict(trx, id, districtOf(given.content, held));
      await recordOnDistrict(viewer, 'district.revised', held, trx);
      return 'revised';
    }),
  );

/**
 * Takes it away, if it still is the edition that was seen. Not while a window names it, one that has ended either: a window
 * for one district alone would serve the whole municipality without it.
 */
export async function removeDistrict(
  viewer: AccountViewer,
  id: string,
  edition: string,
): Promise<'removed' | 'changed_meanwhile' | 'named' | 'gone' | 'not_found'> {
  try {
    return await onOwnDistrict(
      viewer,
      id,
      async (trx, held): Promise<'removed' | 'changed_meanwhile'> => {
        if (editionOf(held) !== edition) return 'changed_meanwhile';
        await takeAwayDistrict(trx, id);
        await recordOnDistrict(viewer, 'district.removed', held, trx);
        return 'removed';
      },
    );
  } catch (error) {
    if (brokenConstraint(error) !== 'window_districts_district') throw error;
    return 'named';
  }
}

/** One act on a district of the viewer's places, with its row held. */
const onOwnDistrict = <T>(
  viewer: AccountViewer,
  id: string,
  act: (trx: Database, district: WholeDistrict) => Promise<T>,
): Promise<T | 'gone' | 'not_found'> =>
  ifKept(viewer, id, () =>
    inTransaction(async (trx): Promise<T | 'gone'> => {
      const held = await lockDistrict(trx, id);
      return held ? act(trx, held) : 'gone';
    }),
  );

async function ifKept<T>(
  viewer: AccountViewer,
  id: string,
  then: (district: WholeDistrict) => Promise<T>,
): Promise<T | 'gone' | 'not_found'> {
  const district = await wholeDistrict(id);
  // Everybody sees which districts there are: that one is gone is told to whoever keeps any.
  if (!district) return (await keepsDistricts(viewer)) ? 'gone' : 'not_found';
  if (!(await mayKeep(viewer, district))) return refuseDistrict(viewer, district, `district:${id}`);
  return then(district);
}

/** What the database does not admit: a name twice in a place, a place or municipality that is not there. */
const HELD: Record<string, DistrictRefused['problems']> = {
  districts_name_once: { name: 'taken' },
  districts_area: { place: 'place' },
  districts_prefecture: { place: 'place' },
  district_areas_area: { areas: 'areas' },
  district_areas_prefecture: { areas: 'areas' },
};
