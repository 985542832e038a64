/** Read back by `ical.js`, which knows nothing of the writer. */
import ICAL from 'ical.js';
import { expect, test } from 'vitest';
import { writeCalendar } from '#platform/calendar';
import { calendarEntry, type Kept } from './calendar-entry.ts';

const kept: Kept = {
  id: '0b0e5d0c-2f0f-4a43-9d2a-6c6f3f0f7a11',
  state: 'confirmed',
  startsAt: new Date('2026-11-26T11:00:00Z'),
  endsAt: new Date('2026-11-26T12:30:00Z'),
  calledOff: false,
  sequence: 2,
  changedAt: new Date('2026-11-21T09:00:00Z'),
  title: '夜の家族のつどい',
};

function readBack(over: Partial<Kept> = {}, called = '予定（つどい）') {
  const text = writeCalendar({ title: 'つどい' }, [calendarEntry({ ...kept, ...over }, called)]);
  const calendar = new ICAL.Component(ICAL.parse(text) as unknown[]);
  const found = calendar.getFirstSubcomponent('vevent');
  if (!found) throw new Error('no entry');
  const value = (name: string) => found.getFirstPropertyValue(name)?.toString() ?? null;
  return { text, found, event: new ICAL.Event(found), value };
}

test('a calendar reads when it is, and nothing of what it is', () => {
  const { event, found, text, value } = readBack();
  expect(event.summary).toBe('予定（つどい）');
  expect(event.startDate.toJSDate()).toEqual(kept.startsAt);
  expect(event.endDate.toJSDate()).toEqual(kept.endsAt);
  expect(value('class')).toBe('PRIVATE');
  for (const name of ['location', 'description', 'url', 'organizer', 'categories', 'rrule'])
    expect(found.hasProperty(name), name).toBe(false);
  expect(text).not.toContain(kept.title);
});

test('it says whether the place is held, waited for, given up or called off, in its status and in its title', () => {
  const said = (over: Partial<Kept>) => {
    const { value } = readBack(over, '予定');
    return [value('status'), value('summary'), value('transp')];
  };
  expect(said({})).toEqual(['CONFIRMED', '予定', 'OPAQUE']);
  expect(said({ state: 'waiting' })).toEqual(['TENTATIVE', '予定、キャンセル待ち', 'OPAQUE']);
  expect(said({ state: 'cancelled' })).toEqual(['CANCELLED', '取り消し：予定', 'TRANSPARENT']);
  expect(said({ calledOff: true })).toEqual(['CANCELLED', '中止：予定', 'TRANSPARENT']);
});

test('its sequence grows with every step of the sign-up and with every change of the date', () => {
  const steps: Partial<Kept>[] = [
    { state: 'waiting', sequence: 0 },
    { state: 'waiting', sequence: 1 },
    { state: 'confirmed', sequence: 1 },
    { state: 'confirmed', sequence: 2, calledOff: true },
    { state: 'cancelled', sequence: 2, calledOff: true },
  ];
  const sequences = steps.map((step) => readBack(step).event.sequence);
  expect(sequences).toEqual([...new Set(sequences)].sort((a, b) => a - b));
  expect(new Set(steps.map((step) => readBack(step).event.uid)).size).toBe(1);
});

test('a file that takes an entry back says so by its method', () => {
  const entry = calendarEntry({ ...kept, state: 'cancelled' }, '予定');
  expect(writeCalendar({ title: 'つどい', takesBack: true }, [entry])).toContain(
    'METHOD:CANCEL\r\n',
  );
});
