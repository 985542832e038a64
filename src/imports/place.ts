/** Which municipality a row is about. */
import type { Register, Town } from '#areas';
import { hasWideDigits, plain, readTownCode } from '#platform/written';
import type { Cells } from './columns.ts';
import type { Repair } from './reasons.ts';

export type PlaceField =
  'code' | 'prefecture' | 'town' | 'address' | 'street' | 'block' | 'latitude' | 'longitude';
type PlaceCells = Cells<PlaceField>;

/** As one text, also where a list has it in four columns. */
export const addressOf = (cells: PlaceCells): string =>
  cells('address') ||
  (['prefecture', 'town', 'street', 'block'] as const).map((field) => cells(field)).join('');

/** By its code; a prefecture's rows by their address, where that says more; else where whoever sends it is at home. */
export function townOf(
  cells: PlaceCells,
  register: Register,
  home: Town | null,
  repairs: Set<Repair>,
): Town | undefined {
  noteCoordinates(cells, repairs);
  const coded = townOfCode(cells('code'), register, repairs);
  if (coded?.code5) return coded;
  const named =
    register.byAddress(cells('prefecture') + cells('town')) ?? register.byAddress(addressOf(cells));
  if (coded) return named?.prefCode === coded.prefCode ? named : coded;
  if (named) repairs.add('code_from_address');
  else if (home) repairs.add('code_from_organisation');
  return named ?? home ?? undefined;
}

/** A code of five or six digits, also as spreadsheets leave it. */
export function townOfCode(
  typed: string,
  register: Register,
  repairs: Set<Repair>,
): Town | undefined {
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

/** The portal keeps no coordinates; the sender is told all the same of those that are wrong. */
function noteCoordinates(cells: PlaceCells, repairs: Set<Repair>): void {
  const typed = [cells('latitude'), cells('longitude')];
  if (typed.every((one) => one === '')) return;
  const [latitude = NaN, longitude = NaN] = typed.map((one) => (one ? Number(plain(one)) : NaN));
  if (isLatitude(latitude) && isLongitude(longitude)) return;
  const swapped = isLongitude(latitude) && isLatitude(longitude);
  repairs.add(swapped ? 'coordinates_swapped' : 'coordinates_left_out');
}
