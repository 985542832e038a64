import { afterEach, expect, test } from 'vitest';
import { overwriteGetLocale } from '#paraglide/runtime';
import { drawnFor, sourceDateWord } from './public-words.ts';
import { audiencesWord, calledWord } from './words.ts';

const speaking = (locale: 'ja' | 'en') => overwriteGetLocale(() => locale);
afterEach(() => speaking('ja'));

test('somebody is called by their name; a word for whoever gave none, and an honorific that is there, take no second one', () => {
  speaking('ja');
  expect(['のぶ', 'ピアサポーター', 'のぶさん', '山田先生'].map(calledWord)).toEqual([
    'のぶさん',
    'ピアサポーター',
    'のぶさん',
    '山田先生',
  ]);
  speaking('en');
  expect(['Nobu', 'A peer supporter'].map(calledWord)).toEqual(['Nobu', 'A peer supporter']);
});

test('a person keeps their drawing in either language, whoever gave no name too', () => {
  for (const locale of ['ja', 'en'] as const) {
    speaking(locale);
    expect(['のぶ', 'ピアサポーター', 'A peer supporter', ''].map(drawnFor)).toEqual([
      'のぶ',
      '',
      '',
      '',
    ]);
  }
});

test('the date of a source is one that families read', () => {
  speaking('ja');
  expect(['2017-04-26', 'undated', null].map(sourceDateWord)).toEqual([
    '2017年4月26日',
    '日付なし',
    '日付なし',
  ]);
});

test('for whom a session is reads as one phrase in each language', () => {
  speaking('ja');
  expect(audiencesWord(['family', 'sibling'])).toBe('ご家族・きょうだい');
  speaking('en');
  expect(audiencesWord(['family', 'sibling'])).toBe('Families, brothers and sisters');
});
