import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import { describe, expect, test } from 'vitest';
import { hrefOf, isValidOn } from './hotline.ts';
import { readHotlines } from './hotline-rows.ts';
import { neverCloses } from './hours.ts';

const shipped = readHotlines(readFileSync(new URL('./data/hotlines.csv', import.meta.url), 'utf8'));
const wrong = parse<{ number: string; claimed_as: string }>(
  readFileSync('tests/fixtures/hotlines-wrong-or-retired.csv', 'utf8'),
  { columns: true },
);
const sources = readdirSync('src', { recursive: true, encoding: 'utf8' })
  .filter((file) => /\.(ts|svelte|json|csv|css|html)$/u.test(file))
  .filter((file) => !file.startsWith('paraglide'))
  .map((file) => ({ file, text: readFileSync(join('src', file), 'utf8') }));

describe('the shipped lines', () => {
  test('begin with 119 and 110, then よりそい, first of those open day and night', () => {
    expect(shipped.slice(0, 3).map((line) => line.contact)).toEqual(['119', '110', '0120-279-338']);
    const dayAndNight = shipped.filter((l) => l.topic === 'anyone' && neverCloses(l.hours));
    expect(dayAndNight[0]?.id).toBe('yorisoi');
  });

  test('offer one that needs no voice, day and night', () => {
    const chats = shipped.filter(
      (line) => line.methods.includes('chat') && neverCloses(line.hours),
    );
    expect(chats.map((line) => line.id)).toContain('anata-no-ibasho');
  });

  test('name a source and a date each', () => {
    for (const line of shipped)
      expect([line.sourceUrl, line.sourceDate], line.id).not.toContain('');
  });

  test('that are open in set weeks only are not there before or after', () => {
    const weeks = shipped.find((line) => line.contact === '#9999');
    const there = (date: string) => weeks && isValidOn(weeks, date);
    expect(['2023-12-14', '2023-12-20', '2024-01-05'].map(there)).toEqual([false, true, false]);
  });

  test.each(wrong)('do not hold $number as $claimed_as', ({ number, claimed_as }) => {
    const held = shipped.filter((line) => [line.contact, line.areaNote].join(' ').includes(number));
    for (const line of held) expect(line.name).not.toContain(claimed_as.slice(0, 5));
    const rightfully = new Set(held.map((line) => line.contact));
    const mentions = sources.filter(({ text }) => text.includes(number)).map(({ file }) => file);
    expect(mentions).toEqual(rightfully.has(number) ? ['windows/data/hotlines.csv'] : []);
  });

  test('are called by digits and signs alone', () => {
    expect(hrefOf('0120-279-338')).toBe('tel:0120279338');
    expect(hrefOf('#8008')).toBe('tel:%238008');
    expect(hrefOf('https://talkme.jp/chat/')).toBe('https://talkme.jp/chat/');
  });
});
