/** What must not go wrong where a date is held elsewhere: typed nonsense, other changes at the same moment, strangers, calendars. */
import ICAL from 'ical.js';
import { expect, test } from 'vitest';
import type { AccountViewer } from '#accounts';
import { auditOf } from '#organisations/server';
import { db, inTransaction, sql } from '#platform/db';
import type { DateChange } from '#schedule';
import {
  calendarFeed,
  calendarText,
  changeDates,
  findOccurrence,
  reviseSeries,
} from '#schedule/server';
import { promoteWaiting } from '#signup/server';
import { somebodyWaits } from '../support/locks.ts';
import { aWeeklySeries } from '../support/weekly.ts';

const CIVIC_HALL = { act: 'place', placeName: '市民会館', code5: '11203' } as const;
const act = { publish: true, promote: promoteWaiting };

const aWeekly = () => aWeeklySeries({}, ['publisher', 'admin']);

const change = (viewer: AccountViewer, ids: string[], what: DateChange) =>
  changeDates(viewer, ids, what, promoteWaiting);

async function calendarOf(series: string) {
  const feed = await calendarFeed(new URLSearchParams({ series }));
  if (feed === 'not_found') throw new Error('no such feed');
  const home = 'https://a.example/';
  const about = { title: '', description: '', source: home, home, addressOf: () => home };
  const text = calendarText(about, (await feed.read()).entries);
  const calendar = new ICAL.Component(ICAL.parse(text) as unknown[]);
  const events = calendar.getAllSubcomponents('vevent').map((one) => new ICAL.Event(one));
  return {
    version: feed.version,
    events: events.map(({ uid, sequence, location }) => ({ uid, sequence, location })),
  };
}

test('calendars read the other place of the same event, once newer; a change to what it is already changes nothing', async () => {
  const { viewer, id, first } = await aWeekly();
  const before = await calendarOf(id);
  await change(viewer, [first], CIVIC_HALL);
  const there = await calendarOf(id);
  await change(viewer, [first], CIVIC_HALL);
  expect(await calendarOf(id)).toEqual(there);
  await change(viewer, [first], { act: 'usual_place' });
  const back = await calendarOf(id);
  const [uid, ...others] = before.events.map((event) => event.uid);
  const at = (sequence: number, location: string) => ({ uid, sequence, location });
  expect(before.events[0]).toEqual(at(0, '豊島区 中央公民館'));
  expect(there.events[0]).toEqual(at(1, '川口市 市民会館'));
  expect(back.events[0]).toEqual(at(2, '豊島区 中央公民館'));
  for (const { events } of [there, back])
    expect(events.slice(1)).toEqual(before.events.filter((event) => others.includes(event.uid)));
  expect(new Set([before.version, there.version, back.version]).size).toBe(3);
});

test('what cannot be seen in a name of a place is nowhere, and it stays one line of a calendar', async () => {
  const { viewer, id, first } = await aWeekly();
  const placeName = '市民\u0000会館\u202e\r\n別館\u200b; 2F, "A"\nDTSTART:19700101';
  await change(viewer, [first], { ...CIVIC_HALL, placeName });
  const name = '市民会館 別館; 2F, "A" DTSTART:19700101';
  expect(await findOccurrence(first)).toMatchObject({ placeName: name });
  const { events } = await calendarOf(id);
  expect(events[0]).toMatchObject({ location: `川口市 ${name}` });
  const nothing = { ...CIVIC_HALL, placeName: '\u200b\u0000 \u202e' };
  expect(await change(viewer, [first], nothing)).toEqual({
    problems: { placeName: 'schedule_problem_place' },
  });
  expect(await change(viewer, [first], { ...CIVIC_HALL, placeName: 'あ'.repeat(5000) })).toEqual({
    problems: { placeName: 'schedule_problem_long' },
  });
});

test("a date of another organisation among one's own leaves all as they are, and its admin sees who tried", async () => {
  const [own, theirs] = [await aWeekly(), await aWeekly()];
  for (const what of [CIVIC_HALL, { act: 'usual_place' } as const])
    expect(await change(own.viewer, [own.first, theirs.first], what)).toBe('not_found');
  for (const id of [own.first, theirs.first])
    expect(await findOccurrence(id)).toMatchObject({ usualPlace: null, sequence: 0 });
  const log = await auditOf(theirs.viewer, theirs.organisationId);
  expect(JSON.stringify(log)).toContain('occurrence.refused');
});

test('a place set while the series is revised stays, and the date is newer by one', async () => {
  const { viewer, id, input, first } = await aWeekly();
  const revised = { ...input, placeName: '新しい会館', capacity: 12 };
  const done = await Promise.all([
    reviseSeries(viewer, id, revised, act),
    change(viewer, [first], CIVIC_HALL),
  ]);
  expect(done).toEqual(['saved', 'changed']);
  expect(await findOccurrence(first)).toMatchObject({
    placeName: '市民会館',
    usualPlace: '豊島区 新しい会館',
    capacity: 12,
    sequence: 2,
  });
});

test('what goes online while a place is set for one date has none', async () => {
  const { viewer, id, first } = await aWeekly();
  let placing: Promise<unknown> | undefined;
  await inTransaction(async (trx) => {
    await sql`update series set format = 'online' where id = ${id}::uuid`.execute(trx);
    await sql`select from occurrences where series_id = ${id}::uuid for update`.execute(trx);
    placing = change(viewer, [first], CIVIC_HALL);
    await somebodyWaits();
  });
  expect(await placing).toMatchObject({ refused: [{ why: 'online' }] });
  const { place_name } = await db
    .selectFrom('occurrences')
    .select('place_name')
    .where('id', '=', first)
    .executeTakeFirstOrThrow();
  expect(place_name).toBeNull();
});
