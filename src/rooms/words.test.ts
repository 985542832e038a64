import { describe, expect, test } from 'vitest';
import { hostWordOf, whoHosts } from './words.ts';

describe('whoever hosts', () => {
  test('is called by their part in a talk of two, elsewhere as the place calls its hosts', () => {
    expect(hostWordOf({ part: 'supporter', nickname: 'みなと' })).toBe('ピアサポーター');
    expect(hostWordOf({ part: 'colleague', nickname: 'さくら' })).toBe('そばにいる相談員');
    expect(hostWordOf({ part: null, nickname: 'のぶさん' })).toBe('世話人');
    expect(hostWordOf({ part: null, nickname: 'あおい' }, '相談員')).toBe('相談員');
  });

  test('is not called the same twice where nobody gave them a name', () => {
    expect(hostWordOf({ part: 'supporter', nickname: 'ピアサポーター' })).toBeUndefined();
  });

  test('is spoken of as what they are there', () => {
    expect(whoHosts({ oneToOne: true })).toBe('ピアサポーター');
    expect(whoHosts({ oneToOne: false })).toBe('世話人');
  });
});
