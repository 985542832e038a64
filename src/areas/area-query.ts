/** What a person types to name a place: a postal code, a name in kanji or kana, or an address that holds one. */
import type { Area } from './area.ts';
import { romanName } from './roman.ts';

export type AreaQuery =
  | { kind: 'empty' }
  | { kind: 'postal'; digits: string }
  | { kind: 'postal_incomplete' }
  | { kind: 'name'; words: string[] };

const dashes = /[-‐-―−ー－〒]/gu;

/** No address is longer, and each word of it is held against every municipality. */
const LONGEST = 100;
const MOST_WORDS = 8;

export function readAreaQuery(text: string): AreaQuery {
  const plain = text.slice(0, LONGEST).normalize('NFKC').trim();
  if (plain === '') return { kind: 'empty' };
  const digits = plain.replace(dashes, '').replace(/\s/gu, '');
  if (/^\d+$/.test(digits))
    return digits.length === 7 ? { kind: 'postal', digits } : { kind: 'postal_incomplete' };
  return { kind: 'name', words: wordsOf(plain) };
}

const wordsOf = (text: string): string[] =>
  text
    .split(/[\s、,]+/u)
    .slice(0, MOST_WORDS)
    .map(foldName);

/** One spelling for all: width, katakana and hiragana, the two small ke of 龍ケ崎 and 茅ヶ崎. */
export const foldName = (text: string): string =>
  text
    .normalize('NFKC')
    .replace(/[ヶヵ]/gu, (small) => (small === 'ヶ' ? 'ケ' : 'カ'))
    .replace(/[ァ-ヴ]/gu, (kana) => String.fromCharCode(kana.charCodeAt(0) - 0x60))
    .toLowerCase()
    .replace(/\s/gu, '');

/** Areas that fit every word, the closest first; for an address, those whose full name stands in it. */
export function areasNamed(words: string[], areas: Area[]): Area[] {
  const ranked = areas
    .map((area) => ({ area, closeness: closeness(words, spellings(area)) }))
    .filter(({ closeness }) => closeness > 0);
  if (ranked.length === 0) return areasWithin(words.join(''), areas);
  return ranked
    .sort((a, b) => b.closeness - a.closeness || a.area.code5.localeCompare(b.area.code5))
    .map(({ area }) => area);
}

interface Spellings {
  names: string[];
  prefecture: string;
  prefectureEn: string;
}

/** Folding 1,741 of them takes longer than looking through them. */
const known = new WeakMap<Area, Spellings>();

function spellings(area: Area): Spellings {
  const spelt = known.get(area) ?? spell(area);
  known.set(area, spelt);
  return spelt;
}

const spell = (area: Area): Spellings => ({
  names: [foldName(area.name), foldName(area.kana), foldName(romanName(area))],
  prefecture: foldName(area.prefecture),
  prefectureEn: foldName(area.prefectureEn),
});

/** 0 where one word fits nothing; a word may name the prefecture, the area, or both run together. */
function closeness(words: string[], area: Spellings): number {
  const each = words.map((word) => closenessOfWord(word, area));
  return each.includes(0) ? 0 : each.reduce((sum, one) => sum + one, 0);
}

function closenessOfWord(word: string, area: Spellings): number {
  const inPrefecture = [
    area.prefecture,
    area.prefecture.replace(/[都府県]$/u, ''),
    area.prefectureEn,
  ].includes(word);
  const own = word.startsWith(area.prefecture) ? word.slice(area.prefecture.length) : word;
  const named = own === '' ? 0 : Math.max(...area.names.map((name) => closenessOfName(own, name)));
  return Math.max(named, inPrefecture ? 1 : 0);
}

const suffix = /(市|区|町|村|し|く|まち|ちょう|むら|そん|-(shi|ku|cho|machi|mura|son))$/u;

function closenessOfName(word: string, name: string): number {
  if (name === word) return 5;
  if (name.replace(suffix, '') === word) return 4;
  if (name.startsWith(word)) return 3;
  return name.includes(word) ? 2 : 0;
}

function areasWithin(address: string, areas: Area[]): Area[] {
  const within = areas.filter((area) => address.includes(foldName(area.name)));
  const inPrefecture = within.filter((area) => address.includes(foldName(area.prefecture)));
  return inPrefecture.length > 0 ? inPrefecture : within;
}
