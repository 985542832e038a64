import { expect, test } from 'vitest';
import { hostCards, type ShownHost } from './host.ts';

const named = { nickname: 'のぶ', message: 'お茶をいれて待っています。', role: '世話人' };
const own = (more: Partial<ShownHost>): ShownHost => ({
  nickname: 'のぶ',
  message: '',
  drawing: 3,
  portrait: null,
  relation: null,
  ...more,
});

test('whom the publisher names and who also appears by their own act is one person on one card', () => {
  const card = { drawing: 3, portrait: null, about: ['世話人'] };
  expect(hostCards(named, [own({})])).toEqual([
    { ...card, nickname: 'のぶ', message: 'お茶をいれて待っています。' },
  ]);
  expect(hostCards(named, [own({ nickname: ' のぶ さん', message: 'ゆっくりどうぞ。' })])).toEqual([
    { ...card, nickname: ' のぶ さん', message: 'ゆっくりどうぞ。' },
  ]);
});

test('what somebody says of themselves stands beside what they do there', () => {
  expect(hostCards(named, [own({ relation: '父として' })])).toMatchObject([
    { about: ['世話人', '父として'] },
  ]);
});

test('another name is another person, and two who are called alike by their own act stay two', () => {
  const names = (hosts: ShownHost[]) => hostCards(named, hosts).map(({ nickname }) => nickname);
  expect(names([own({ nickname: 'のぶこ' }), own({ nickname: 'あおい' })])).toEqual([
    'のぶ',
    'のぶこ',
    'あおい',
  ]);
  expect(names([own({}), own({})])).toEqual(['のぶ', 'のぶ']);
  expect(hostCards(null, [own({}), own({})])).toHaveLength(2);
  expect(hostCards(null, [])).toEqual([]);
});
