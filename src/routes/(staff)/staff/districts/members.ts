/** What belongs to a district, as people write it: a line for each street, or the names of towns. */
import type { Area, Street } from '#areas';
import { readableLine } from '#platform/text';

/** 「朝日町、丸山1〜3丁目 192-0001 192-0002」: a name, postal codes of 7 digits or their first 5, or both. */
export function readStreets(text: string): { streets: Street[]; unclear: string[] } {
  const lines = text
    .split(/[\r\n]+/u)
    .map(readableLine)
    .filter((line) => line !== '');
  return { streets: lines.flatMap(streetsOf), unclear: lines.filter(isUnclear) };
}

const CODE =
  /(?<![\d０-９][-‐-―−ー－]?)〒? ?([\d０-９]{3})[-‐-―−ー－]?([\d０-９]{4}|[\d０-９]{2})(?![\d０-９])/gu;

const nameOf = (line: string): string =>
  line
    .replace(CODE, ' ')
    .replace(/ +/gu, ' ')
    .replace(/^[ 、,，:：]+|[ 、,，:：]+$/gu, '');

function streetsOf(line: string): Street[] {
  const town = nameOf(line);
  const codes = [...line.matchAll(CODE)].map(([, first = '', last = '']) =>
    (first + last).normalize('NFKC'),
  );
  return codes.length === 0
    ? [{ town, postalPrefix: null }]
    : codes.map((postalPrefix) => ({ town, postalPrefix }));
}

/** Digits that stand alone and are no postal code, or what a mark of the post begins. */
const isUnclear = (line: string): boolean =>
  nameOf(line)
    .split(' ')
    .some((word) => /^〒|^[\d０-９‐-―−ー－-]{4,}$/u.test(word));

/** The same lines again. */
export function streetsInWords(streets: Street[]): string {
  const lines: { town: string; codes: string[] }[] = [];
  for (const { town, postalPrefix } of streets) {
    const line = lines.at(-1);
    if (line && line.town === town && line.codes.length > 0 && postalPrefix !== null)
      line.codes.push(postalPrefix);
    else lines.push({ town, codes: postalPrefix === null ? [] : [postalPrefix] });
  }
  return lines
    .map(({ town, codes }) => [town, ...codes.map(postalCode)].filter(Boolean).join(' '))
    .join('\n');
}

export const postalCode = (digits: string): string => `${digits.slice(0, 3)}-${digits.slice(3)}`;

/** 「青葉市、汐見市」 among the municipalities of a prefecture, by name, reading or code. */
export function readTownNames(text: string, there: Area[]): { areas: string[]; unknown: string[] } {
  const words = text
    .split(/[、,，・\r\n]+/u)
    .map((word) => readableLine(word).normalize('NFKC').replace(/ /gu, ''))
    .filter((word) => word !== '');
  const found = words.map((word) => there.find((area) => namesOf(area).includes(word))?.code5);
  return {
    areas: found.filter((code5) => code5 !== undefined),
    unknown: words.filter((_, at) => found[at] === undefined),
  };
}

const namesOf = ({ code5, name, kana, prefecture }: Area): string[] =>
  [code5, name, kana, prefecture + name].map((one) => one.normalize('NFKC'));
