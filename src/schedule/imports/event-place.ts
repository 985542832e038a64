/** Where an event takes place: its municipality, and the words for it. */
import type { Register, Town } from '#areas';
import { addressOf, townOf, type Repair } from '#imports';
import type { EventCells } from './columns.ts';

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
  const town = townOf(cells, register, home, repairs);
  if (!town) return undefined;
  const placeName = cells('venue') || cells('building');
  const building = cells('building') === placeName ? '' : cells('building');
  const placeAddress = [addressOf(cells), building].filter(Boolean).join(' ');
  return { ...town, placeName, placeAddress };
}
