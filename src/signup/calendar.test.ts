import ICAL from 'ical.js';
import { expect, test } from 'vitest';
import { calendarFile } from './calendar.ts';

const entry = {
  uid: '0b0e5d0c-2f0f-4a43-9d2a-6c6f3f0f7a11',
  summary: '予定（つどい）',
  startsAt: new Date('2026-11-26T11:00:00Z'),
  endsAt: new Date('2026-11-26T12:30:00Z'),
  cancelled: false,
  sequence: 2,
  stamp: new Date('2026-11-21T09:00:00Z'),
};

test('a calendar reads when it is, and nothing of what it is', () => {
  const component = new ICAL.Component(ICAL.parse(calendarFile(entry)));
  const found = component.getFirstSubcomponent('vevent');
  if (!found) throw new Error('no entry');
  const event = new ICAL.Event(found);
  expect(event.summary).toBe('予定（つどい）');
  expect(event.startDate.toJSDate()).toEqual(entry.startsAt);
  expect(event.endDate.toJSDate()).toEqual(entry.endsAt);
  const said = found.getAllProperties().map(({ name }) => name);
  for (const name of ['location', 'description', 'url', 'organizer', 'categories'])
    expect(said).not.toContain(name);
});

test('a cancelled one says so, and every line is short enough', () => {
  const file = calendarFile({ ...entry, cancelled: true });
  expect(file).toContain('STATUS:CANCELLED\r\n');
  for (const line of file.split('\r\n')) expect(Buffer.byteLength(line)).toBeLessThanOrEqual(75);
});
