import { expect, test } from 'vitest';
import { countsByDay, countsOf, type Tally } from './counts.ts';

const evening: Tally = {
  date: '2026-11-26',
  time: 'weekday_evening',
  category: 'family',
  format: 'hybrid',
  methods: null,
  audience: ['family', 'sibling'],
  topics: ['aging_parents'],
  firstSteps: ['text_only', 'watch_only'],
  missed: null,
  count: 3,
};
const morning: Tally = {
  ...evening,
  date: '2026-11-28',
  time: 'weekend',
  category: 'place',
  format: 'onsite',
  firstSteps: [],
  missed: 'kinds',
  count: 2,
};

test('a date counts for every box that it falls under; what can be joined both ways, for both', () => {
  const counts = countsOf([evening]);
  expect(counts.ways).toEqual({ online: 3, onsite: 3 });
  expect(counts.audience).toMatchObject({ family: 3, sibling: 3, person: 0 });
  expect(counts.firstSteps).toMatchObject({ text_only: 3, watch_only: 3, doorstep: 0 });
});

test('each box counts what it would show beside the other groups', () => {
  const counts = countsOf([evening, morning]);
  expect(counts.kinds).toMatchObject({ family: 3, place: 2, peer: 0 });
  expect(counts.ways).toEqual({ online: 3, onsite: 3 });
  expect(counts.times).toMatchObject({ weekday_evening: 3, weekend: 0 });
});

test('a day has what falls under all that is ticked', () => {
  const friday = { ...evening, date: '2026-11-27', category: 'peer' as const, count: 1 };
  expect(countsByDay([evening, { ...evening, category: 'peer' }, friday, morning])).toEqual(
    new Map([
      ['2026-11-26', { family: 3, peer: 3 }],
      ['2026-11-27', { peer: 1 }],
    ]),
  );
});

test('by which methods one talks counts of consultations alone', () => {
  const slot = {
    ...evening,
    category: 'peer' as const,
    methods: ['text' as const, 'voice' as const],
  };
  expect(countsOf([evening, slot]).methods).toEqual({ text: 3, voice: 3, video: 0 });
});
