import { expect, test } from 'vitest';
import { dayAhead, type Plan } from './day-ahead.ts';

const MORNING = new Date('2026-11-25T23:00:00Z'); // 8:00 on 26 November in Japan

const plan = (over: Partial<Plan> = {}): Plan => ({
  signupId: 's1',
  occurrenceId: 'o1',
  state: 'confirmed',
  startsAt: new Date('2026-11-26T05:00:00Z'),
  calledOff: false,
  unread: false,
  ...over,
});
const later = { signupId: 's2', occurrenceId: 'o2', startsAt: new Date('2026-12-10T05:00:00Z') };

test('a place held today is told, one of tomorrow or one waited for is not', () => {
  expect(dayAhead([plan()], MORNING)).toEqual({
    says: 'today',
    startsAt: new Date('2026-11-26T05:00:00Z'),
    signupId: 's1',
    occurrenceIds: ['o1'],
  });
  expect(dayAhead([plan({ startsAt: new Date('2026-11-26T15:00:00Z') })], MORNING)).toBeNull();
  expect(dayAhead([plan({ state: 'waiting' })], MORNING)).toBeNull();
  expect(dayAhead([], MORNING)).toBeNull();
});

test('what does not take place today comes before all else, read or not', () => {
  const off = plan({ calledOff: true });
  expect(dayAhead([off, plan(later)], MORNING)?.says).toBe('called_off_today');
  const unread = plan({ ...later, unread: true });
  expect(dayAhead([off, unread], MORNING)).toMatchObject({
    says: 'called_off_today',
    signupId: 's1',
  });
  expect(dayAhead([plan({ calledOff: true, state: 'waiting' })], MORNING)?.says).toBe(
    'called_off_today',
  );
});

test('an unread change is told however far ahead, and before a day that is as planned', () => {
  const unread = plan({ ...later, unread: true });
  expect(dayAhead([plan(), unread], MORNING)).toMatchObject({ says: 'changed', signupId: 's2' });
  expect(dayAhead([plan({ ...later, calledOff: true })], MORNING)).toBeNull();
});

test('of several it leads to the list, and listens to each', () => {
  const evening = plan({ signupId: 's2', occurrenceId: 'o2' });
  expect(dayAhead([plan(), evening], MORNING)).toMatchObject({
    signupId: null,
    occurrenceIds: ['o1', 'o2'],
  });
});

test('whose place was given back does not go in vain: it is told on the day, and nothing of a date that is off anyway', () => {
  const back = plan({ state: 'cancelled' });
  expect(dayAhead([back], MORNING)?.says).toBe('given_back_today');
  expect(dayAhead([plan({ ...later, state: 'cancelled' })], MORNING)).toBeNull();
  expect(dayAhead([plan({ ...later, state: 'cancelled', unread: true })], MORNING)?.says).toBe(
    'changed',
  );
  expect(dayAhead([plan({ state: 'cancelled', calledOff: true })], MORNING)).toBeNull();
});
