/** What a row says in words of areas, levels, ages and hours. */
import { readClosedDays, readHoursCode } from '../hours-code.ts';
import { EVERY_OFFICE, type HoursRule } from '../hours.ts';
import type { Level } from '../window.ts';

interface NamedArea {
  code5: string;
  prefCode: string;
  name: string;
}

interface ServedAreas {
  serves: string[];
  excludes: string[];
}

/** 鳥取県中部 is 倉吉市 and the four towns of 東伯郡. */
const regions = new Map([['県中部', ['倉吉市', '三朝町', '湯梨浜町', '琴浦町', '北栄町']]]);

/** 「県内（福岡市・北九州市を除く）」, 「尼崎市・西宮市・…」, 「市内」: which municipalities of its prefecture it names. */
export function readServedAreas(note: string, code5: string, areas: NamedArea[]): ServedAreas {
  const plain = note.normalize('NFKC');
  const inside = areas.filter((area) => area.prefCode === code5.slice(0, 2));
  const whole = /^[都道府県]内/u.test(plain);
  if (whole) return { serves: [], excludes: codesNamed(exceptions(plain), inside) };
  const region = regions.get(plain);
  const named = codesNamed(region ?? plain.split('・'), inside);
  return { serves: named.length > 0 ? named : [code5], excludes: [] };
}

function exceptions(note: string): string[] {
  const inBrackets = note.slice(note.indexOf('(') + 1, Math.max(0, note.lastIndexOf(')')));
  const names = /^(.+?)(を除く|は市の窓口)$/u.exec(inBrackets)?.[1];
  return names?.split('・') ?? [];
}

const codesNamed = (names: string[], areas: NamedArea[]): string[] =>
  names.flatMap((name) => areas.filter((area) => area.name === name).map((area) => area.code5));

/** The list's word for a window and how many it serves, as one of our levels. */
export function readLevel(code5: string, served: ServedAreas, listed: string): Level {
  if (code5.endsWith('000')) return 'prefecture';
  return served.serves.length > 1 || listed === 'health_center' ? 'shared' : 'town';
}

interface Ages {
  minimumAge: number | null;
  maximumAge: number | null;
  ageNote: string;
}

/** 「15〜49歳」, 「おおむね18歳以上」; a limit with exceptions, or なし, is none. */
export function readAges(text: string): Ages {
  const plain = text.normalize('NFKC');
  const ageNote = /^(なし.*)?$/u.test(plain) ? '' : text;
  const limits = /例外/u.test(plain) ? undefined : limitsIn(plain);
  return { minimumAge: limits?.[0] ?? null, maximumAge: limits?.[1] ?? null, ageNote };
}

function limitsIn(text: string): [number | null, number | null] | undefined {
  const [, from, until] = /(?<!\d)(\d{1,3})[~〜-](\d{1,3})歳/u.exec(text) ?? [];
  if (from && until) return inAges(Number(from), Number(until));
  const [, least] = /(?<!\d)(\d{1,3})歳以上/u.exec(text) ?? [];
  return least ? inAges(Number(least), null) : undefined;
}

const OLDEST = 120;

const inAges = (from: number, until: number | null): [number, number | null] | undefined =>
  from <= (until ?? OLDEST) && (until ?? OLDEST) <= OLDEST ? [from, until] : undefined;

/** As its code says them; where nothing is said of closed days, as every office closes. */
export const readHours = (code: string, closedText: string): HoursRule[] =>
  readHoursCode(code, closedText === '' ? EVERY_OFFICE : readClosedDays(closedText)) ?? [];
