/** All municipalities and prefectures at hand, to look rows of somebody's list up in. */
import type { Area, Prefecture } from './area.ts';

export interface Town {
  prefCode: string;
  /** Null where only the prefecture is known. */
  code5: string | null;
}

export interface Register {
  /** By a five-digit code; a ward of a designated city leads to its city. */
  byCode(code5: string): (Town & { ward: boolean }) | undefined;
  /** By what an address begins with; names repeat, so without its prefecture only a name there is once. */
  byAddress(address: string): Town | undefined;
  inPrefecture(prefCode: string): { code5: string; prefCode: string; name: string }[];
}

export function registerOf(areas: Area[], prefectures: Prefecture[]): Register {
  const byCode = new Map(areas.map((area) => [area.code5, area]));
  const cities = areas.filter(({ kind }) => kind === 'designated_city').map(({ code5 }) => code5);
  const known = new Set(prefectures.map(({ prefCode }) => prefCode));
  return {
    byCode(code5) {
      const prefCode = code5.slice(0, 2);
      if (!known.has(prefCode)) return undefined;
      if (code5.endsWith('000')) return { prefCode, code5: null, ward: false };
      if (byCode.has(code5)) return { prefCode, code5, ward: false };
      const city = cities.find((one) => isWardOf(code5, one));
      return city ? { prefCode, code5: city, ward: true } : undefined;
    },
    byAddress: (address) => townOf(address, areas, prefectures),
    inPrefecture: (prefCode) => areas.filter((area) => area.prefCode === prefCode),
  };
}

/** Wards count on from their city's code: 14100 has 14101 and what follows, up to the next city. */
const isWardOf = (code5: string, city: string): boolean =>
  code5 > city && Number(code5) - Number(city) < 30;

function townOf(address: string, areas: Area[], prefectures: Prefecture[]): Town | undefined {
  const prefecture = prefectures.find(({ name }) => address.startsWith(name));
  const rest = prefecture ? address.slice(prefecture.name.length) : address;
  const place = rest.replace(/^[^市区町村]{1,4}郡/, '');
  const there = areas.filter(
    ({ name, prefCode }) =>
      place.startsWith(name) && (!prefecture || prefecture.prefCode === prefCode),
  );
  const [town, another] = there.sort((a, b) => b.name.length - a.name.length);
  if (town && (prefecture || !another)) return { prefCode: town.prefCode, code5: town.code5 };
  return prefecture && { prefCode: prefecture.prefCode, code5: null };
}
