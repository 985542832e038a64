/** Texts within the length that what they become has room for. */
import { readableLine } from '#platform/text';
import { plain, readPhones, type WrittenPhone } from '#platform/written';
import type { Repair } from './reasons.ts';

/** Cut where it is too long, and said so. */
export function within(most: number, text: string, repairs: Set<Repair>): string {
  if (text.length <= most) return text;
  repairs.add('text_shortened');
  return `${text.slice(0, most - 1).replace(/[\uD800-\uDBFF]$/, '')}…`;
}

export const lineWithin = (most: number, text: string, repairs: Set<Repair>): string =>
  within(most, readableLine(text), repairs);

/** Several numbers of one cell, each with its section. */
export function phonesIn(text: string, repairs: Set<Repair>): WrittenPhone[] {
  const phones = readPhones(text);
  if (phones.length > 1) repairs.add('phones_split');
  return phones;
}

export const phonesSaid = (phones: WrittenPhone[]): string =>
  phones.map(({ label, number }) => [label, number].filter(Boolean).join(' ')).join('、');

/** A name or number without spaces, case and width: equal for two lists that mean the same. */
export const comparable = (text: string): string => plain(text).replace(/\s+/gu, '').toLowerCase();
