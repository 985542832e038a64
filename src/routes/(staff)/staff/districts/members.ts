/** What belongs to a district, as people write it: a line for each street, or the names of towns. */
import type { Area, Street } from '#areas';
import { readableLine } from '#platform/text';

/**
 * 「朝日町、丸山1〜3丁目 192-0001 192-0002」: a name, postal codes of 7 digits or their first 5, or both. Digits that are no
 * such code stay in the name, where nobody admits them.
 */
export const readStreets = (text: string): Street[] =>
  text
    .split(/[\r\n]+/u)
    .map(readableLine)
    .filter((line) => line !== '')
    .flatMap(streetsOf);

const CODE =
  /(?<![\d０-９][-‐-―−ー－]?)〒? ?([\d０-９]{3})[-‐-―−ー－]?([\d０-９]{4}|[\d０-９]{2})(?![\d０-９])/gu;

const nameOf = (line: string): string =>
  line
    .replace(CODE, ' ')
    .replace(/ +/gu, ' ')
    .replace(/^[ 、,，:：]+|[ 、,，:：]+$/gu, '');

function streetsOf(line: string): Street[] {
  const name = nameOf(line);
  const codes = [...line.matchAll(CODE)].map(([, first = '', last = '']) =>
    (first + last).normalize('NFKC'),
  );
  return codes.length === 0
    ? [{ name, postalPrefix: null }]
    : codes.map((postalPrefix) => ({ name, postalPrefix }));
}

/** The same lines again. */
export function streetsInWords(streets: Street[]): string {
  const lines: { name: string; codes: string[] }[] = [];
  for (const { name, postalPrefix } of streets) {
    const line = lines.at(-1);
    if (line && line.name === name && line.codes.length > 0 && postalPrefix !== null)
      line.codes.push(postalPrefix);
    else lines.push({ name, codes: postalPrefix === null ? [] : [postalPrefix] });
  }
  return lines
    .map(({ name, codes }) => [name, ...codes.map(postalCode)].filter(Boolean).join(' '))
    .join('\n');
}

export const postalCode = (digits: string): string => `${digits.slice(0, 3)}-${digits.slice(3)}`;

/** 「青葉市、汐見市」 as codes, by name, reading or code; what is no municipality of the prefecture stays as it was written. */
export function readTownNames(text: string, there: Area[]): string[] {
  // Where several bear a name, it is that of the first.
  const codes = new Map(
    there.toReversed().flatMap((area) => namesOf(area).map((name) => [name, area.code5])),
  );
  return text
    .split(/[、,，・\r\n]+/u)
    .map((word) => readableLine(word).normalize('NFKC').replace(/ /gu, ''))
    .filter((word) => word !== '')
    .map((word) => codes.get(word) ?? word);
}

const namesOf = ({ code5, name, kana, prefecture }: Area): string[] =>
  [code5, name, kana, prefecture + name].map((one) => one.normalize('NFKC'));
