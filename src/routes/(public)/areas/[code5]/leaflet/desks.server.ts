/** The desks a leaflet names: the town's own, or who stands in for it; one that leaves some out never alone. */
import type { Area, District } from '#areas';
import { m } from '#paraglide/messages';
import { isForDistrict, leavesSomeOut, stagesShown, type WindowRecord } from '#windows';
import { districtsAsked, windowsFor } from '#windows/server';
import { reasonWords } from '../reason.ts';

interface Desks {
  desks: WindowRecord[];
  /** Why others than its own are named, in sentences. */
  reason: string[];
  /** Which desk serves one depends on the part of the town, and which part is not known. */
  asksDistrict: boolean;
}

export async function desksFor(area: Area, districtId: string | undefined): Promise<Desks> {
  const districts = await districtsAsked(area.code5);
  const district = districts.find(({ id }) => id === districtId);
  const found = await windowsFor(area.code5, district?.id);
  const asksDistrict = districts.length > 0 && !district;
  const all = stagesShown(found)
    .first.flatMap(({ windows }) => windows)
    .filter((window) => !asksDistrict || !isForDistrict(window, area.code5));
  const open = all.find((window) => !leavesSomeOut(window));
  return {
    desks: [...new Set([...all.slice(0, 1), ...(open ? [open] : [])])],
    reason: found.fallbackReason ? reasonWords(found.fallbackReason, namesOf(area, district)) : [],
    asksDistrict,
  };
}

const namesOf = ({ name, prefecture }: Area, district: District | undefined) => ({
  area: district ? m.areas_in_district({ area: name, district: district.name }) : name,
  prefecture,
});
