/** Where an event takes place: its municipality, and the words for it. */
import type { Register, Town } from '#areas';
import { hasWideDigits, plain, readTownCode } from '#platform/written';
import type { EventCells } from './columns.ts';
import type { Repair } from './reasons.ts';

export interface Place extends Town {
  placeName: string;
  placeAddress: string;
}

export function readPlace(
  cells: EventCells,
  register: Register,
  home: Town | null,
  repairs: Set<Repair>,
): Place | undefined {
  noteCoordinates(cells, repairs);
  const placeName = cells('venue') || cells('building');
  const address = addressOf(cells);
  const town = townOf(cells, address, register, home, repairs);
  if (!town) return undefined;
  const building = cells('building') === placeName ? '' : cells('building');
  return { ...town, placeName, placeAddress: [address, building].filter(Boolean).join(' ') };
}

const addressOf = (cells: EventCells): string =>
  cells('address') ||
  (['prefecture', 'town', 'street', 'block'] as const).map((field) => cells(field)).join('');

/** By its code; a prefecture's events by their address, where that says more. */
function townOf(
  cells: EventCells,
  address: string,
  register: Register,
  home: Town | null,
  repairs: Set<Repair>,
): Town | undefined {
  const coded = byCode(cells('code'), register, repairs);
  if (coded?.code5) return coded;
  const named =
    register.byAddress(cells('prefecture') + cells('town')) ?? register.byAddress(address);
  if (coded) return named?.prefCode === coded.prefCode ? named : coded;
  if (named) repairs.add('code_from_address');
  else if (home) repairs.add('code_from_organisation');
  return named ?? home ?? undefined;
}

function byCode(typed: string, register: Register, repairs: Set<Repair>): Town | undefined {
  for (const { code5, form } of readTownCode(typed)) {
    const found = register.byCode(code5);
    if (!found) continue;
    if (hasWideDigits(typed)) repairs.add('wide_digits');
    if (form === 'without_zero') repairs.add('code_zero_added');
    if (form === 'without_check_digit') repairs.add('code_without_check_digit');
    if (found.ward) repairs.add('code_of_ward');
    return { prefCode: found.prefCode, code5: found.code5 };
  }
  return undefined;
}

const isLatitude = (degrees: number) => degrees > 20 && degrees < 46;
const isLongitude = (degrees: number) => degrees > 122 && degrees < 154;

/** A series has no point on the map yet; who sent the list is told all the same. */
function noteCoordinates(cells: EventCells, repairs: Set<Repair>): void {
  const typed = [cells('latitude'), cells('longitude')];
  if (typed.every((one) => one === '')) return;
  const [latitude = NaN, longitude = NaN] = typed.map((one) => (one ? Number(plain(one)) : NaN));
  if (isLatitude(latitude) && isLongitude(longitude)) return;
  const swapped = isLongitude(latitude) && isLatitude(longitude);
  repairs.add(swapped ? 'coordinates_swapped' : 'coordinates_left_out');
}
