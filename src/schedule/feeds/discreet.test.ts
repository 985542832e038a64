import { describe, expect, test } from 'vitest';
import { aFeedEntry } from '../../../tests/support/feed-entry.ts';
import { discreet, tells, titleOf } from './discreet.ts';

test.each([
  'ひきこもりの家族の会',
  '引きこもり家族会',
  '引籠り相談',
  '引き籠もりを考える会',
  'ヒキコモリ当事者会',
  'ﾋｷｺﾓﾘの会',
  'ひき・こもりの会',
  'Hikikomori family meeting',
  'ＨＩＫＩＫＯＭＯＲＩ',
  'こもりびとのつどい',
  'Families living with social withdrawal',
])('「%s」 tells', (title) => expect(tells(title)).toBe(true));

test.each([
  '夜のオンライン家族のつどい',
  'こもりうたの会',
  '木もれび広場',
  '引きだし整理の会',
  '秘密のひみつ基地',
])('「%s」 tells nothing', (title) => expect(tells(title)).toBe(false));

describe('a title that tells', () => {
  test('gives way to the kind and who holds it', () => {
    const entry = aFeedEntry({
      title: 'ひきこもり家族のつどい',
      audience: ['family'],
      organisers: ['青葉の会'],
    });
    expect(titleOf(entry)).toBe('家族のつどい（青葉の会）');
  });

  test('to the place where the organisation tells too, and to the kind alone where all do', () => {
    const title = '引きこもりを語る';
    const organisers = ['ひきこもり家族会'];
    expect(titleOf(aFeedEntry({ title, organisers, placeName: '中央公民館' }))).toContain(
      '中央公民館',
    );
    const nowhere = aFeedEntry({ title, organisers, placeName: 'ひきこもり支援室', area: null });
    expect(titleOf(nowhere)).toBe('家族のつどい');
  });
});

test('a text is kept on one line, without marks that turn its direction', () => {
  expect(discreet('夜の\nつどい\u202e')).toBe('夜の つどい');
});
