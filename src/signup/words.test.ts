import { expect, test } from 'vitest';
import type { Receipt } from './index.ts';
import { whereWord } from './words.ts';

const where = (format: string, way: Receipt['way'], placeName = '公民館') =>
  // Only what is read here of a line of the schedule.
  whereWord({ way, occurrence: { format, area: '豊島区', placeName } } as Receipt);

test('a receipt says where: online, in the room, or both for whoever comes online to a meeting in a room', () => {
  expect(where('online', 'text')).toBe('オンライン');
  expect(where('onsite', 'onsite')).toBe('豊島区 公民館');
  expect(where('hybrid', 'onsite')).toBe('豊島区 公民館');
  expect(where('hybrid', 'text')).toBe('オンライン（会場は 豊島区 公民館）');
});
