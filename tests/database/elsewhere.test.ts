/** One date of a series that is held at another place: 「この回だけ会場が変わります」. */
import { describe, expect, test } from 'vitest';
import type { AccountViewer } from '#accounts';
import { db } from '#platform/db';
import { filterOf, jsonLdOf, type DateChange, type SeriesInput } from '#schedule';
import {
  browse,
  calendarFeed,
  calendarText,
  cancelOccurrence,
  changeDates,
  eventListOf,
  findOccurrence,
  previewFates,
  reviseSeries,
  searchOccurrences,
  type Feed,
} from '#schedule/server';
import { promoteWaiting, receiptOf } from '#signup/server';
import { anAccount, anOrganisation } from '../support/organisations.ts';
import { signedUp } from '../support/signup.ts';
import { aWeeklySeries, datesOf, thursdays } from '../support/weekly.ts';

/** The usual town, and one in the next prefecture. */
const TOSHIMA = { areas: ['13116'], prefCode: '13', online: false };
const KAWAGUCHI = { areas: ['11203'], prefCode: '11', online: false };
const act = { publish: true, promote: promoteWaiting };
const CIVIC_HALL = { act: 'place', placeName: '市民会館', code5: '11203' } as const;

const aWeekly = (over: Partial<SeriesInput> = {}) =>
  aWeeklySeries({ placeAddress: '1-2-3', placeAccess: '駅から5分', ...over });

const change = (viewer: AccountViewer, id: string, what: DateChange) =>
  changeDates(viewer, [id], what, promoteWaiting);

const found = (feed: Feed | 'not_found'): Feed => {
  if (feed === 'not_found') throw new Error('no such feed');
  return feed;
};
const entriesOf = async (query: string) =>
  (await found(await calendarFeed(new URLSearchParams(query))).read()).entries;

describe('a date held elsewhere this once', () => {
  test('says where and what is usual, and nothing of the way to the usual place; the others stay as they are', async () => {
    const { viewer, first } = await aWeekly();
    expect(await change(viewer, first, CIVIC_HALL)).toBe('changed');
    const detail = await findOccurrence(first);
    expect(detail).toMatchObject({
      placeName: '市民会館',
      area: '川口市',
      code5: '11203',
      prefCode: '11',
      usualPlace: '豊島区 中央公民館',
      placeAddress: '',
      placeAccess: '',
      sequence: 1,
    });
    expect(await findOccurrence(detail?.next?.id ?? '')).toMatchObject({
      placeName: '中央公民館',
      area: '豊島区',
      usualPlace: null,
      placeAddress: '1-2-3',
      sequence: 0,
    });
    const location = detail && JSON.parse(jsonLdOf(detail, 'https://a.example/x')).location;
    expect(location).toEqual({
      '@type': 'Place',
      name: '市民会館',
      address: {
        '@type': 'PostalAddress',
        addressCountry: 'JP',
        addressRegion: 'JP-11',
        addressLocality: '川口市',
      },
    });
  });

  test('in the usual town is in another room of it', async () => {
    const { viewer, first } = await aWeekly();
    await change(viewer, first, { ...CIVIC_HALL, code5: null });
    expect(await findOccurrence(first)).toMatchObject({
      placeName: '市民会館',
      area: '豊島区',
      code5: '13116',
      usualPlace: '豊島区 中央公民館',
    });
  });

  test('is found where it is and not where it usually would be, by town, prefecture and next day alike', async () => {
    const { viewer, first, input } = await aWeekly({ title: 'さがされる木曜' });
    await change(viewer, first, CIVIC_HALL);
    const daysIn = async (place: object) => {
      const filter = { text: input.title, from: '2026-11-21', days: 28, ...place };
      const { days, total, counts } = await searchOccurrences(filter);
      expect(counts.kinds.together).toBe(total);
      return days.map(({ date }) => date);
    };
    const [there, here] = [['2026-11-26'], ['2026-12-03', '2026-12-10']];
    expect(await daysIn(KAWAGUCHI)).toEqual(there);
    expect(await daysIn({ prefCode: '11' })).toEqual(there);
    expect(await daysIn(TOSHIMA)).toEqual(here);
    expect(await daysIn({ prefCode: '13' })).toEqual(here);
    expect(await daysIn({})).toEqual([...there, ...here]);
    const asked = new URLSearchParams({ q: input.title, area: '13116', reach: 'town' });
    expect(await browse(filterOf(asked))).toMatchObject({ total: 0, nextDate: '2026-12-03' });
  });

  test('of a meeting that is also online is still found from everywhere', async () => {
    const { viewer, first, input } = await aWeekly({ format: 'hybrid', title: '両方の木曜' });
    await change(viewer, first, CIVIC_HALL);
    const { total } = await searchOccurrences({
      areas: ['47201'],
      prefCode: '47',
      text: input.title,
      from: '2026-11-26',
      days: 1,
    });
    expect(total).toBe(1);
  });

  test('is told to calendars by its place and sequence; whoever follows either town has it', async () => {
    const { viewer, id, first } = await aWeekly();
    const before = found(await calendarFeed(new URLSearchParams(`series=${id}`))).version;
    await change(viewer, first, CIVIC_HALL);
    const feed = found(await calendarFeed(new URLSearchParams(`series=${id}`)));
    expect(feed.version).not.toBe(before);
    const about = { title: '', description: '', source: 'https://a.example/', home: '' };
    const text = calendarText(
      { ...about, addressOf: () => 'https://a.example/' },
      (await feed.read()).entries.slice(0, 1),
    );
    expect(text).toContain('LOCATION:川口市 市民会館\r\n');
    expect(text).toContain('SEQUENCE:1\r\n');
    expect(text).toContain('この回だけ会場が変わります');
    const followed = async (area: string) =>
      (await entriesOf(`area=${area}&reach=town`)).filter(({ seriesId }) => seriesId === id).length;
    expect(await followed('13116')).toBe(3);
    expect(await followed('11203')).toBe(1);
  });

  test('is on the list of events of the town where it is', async () => {
    const { viewer, first } = await aWeekly();
    await change(viewer, first, CIVIC_HALL);
    const rowIn = async (code5: string) => {
      const { heads, rows } = await eventListOf({ code5 }, (id) => id);
      const row = rows.find((cells) => cells.includes(first));
      return row && Object.fromEntries(heads.map((head, at) => [head, row[at]]));
    };
    expect(await rowIn('11203')).toMatchObject({
      市区町村名: '川口市',
      場所名称: '市民会館',
      住所: '',
      アクセス方法: '',
      備考: 'この回だけの会場',
    });
    expect(await rowIn('13116')).toBeUndefined();
  });

  test('is told on the receipt of whoever signed up, who keeps the place', async () => {
    const { viewer, first } = await aWeekly();
    const person = await signedUp(first, { way: 'onsite' });
    await change(viewer, first, CIVIC_HALL);
    expect(await receiptOf(person.viewer, person.receipt)).toMatchObject({
      state: 'confirmed',
      sequence: 1,
      occurrence: { placeName: '市民会館', usualPlace: '豊島区 中央公民館' },
    });
  });

  test('goes back to the usual place, which is a change like any other', async () => {
    const { viewer, first } = await aWeekly();
    await change(viewer, first, CIVIC_HALL);
    expect(await change(viewer, first, { act: 'usual_place' })).toBe('changed');
    expect(await findOccurrence(first)).toMatchObject({
      placeName: '中央公民館',
      area: '豊島区',
      usualPlace: null,
      placeAddress: '1-2-3',
      sequence: 2,
    });
  });
});

describe('several dates at once', () => {
  const idsOf = async (viewer: AccountViewer, id: string) =>
    (await datesOf(viewer, id)).map((one) => one.id);
  const many = (viewer: AccountViewer, ids: string[], what: DateChange, seen = '') =>
    changeDates(viewer, ids, what, promoteWaiting, { seen });
  const unseen = (answer: Awaited<ReturnType<typeof changeDates>>) => {
    if (typeof answer !== 'object' || !('unseen' in answer)) throw new Error('nothing to see');
    return answer.unseen;
  };

  test('are elsewhere and go back, each by one change; what stands so already tells nobody anything', async () => {
    const { viewer, id } = await aWeekly();
    const ids = await idsOf(viewer, id);
    const [first = '', second = '', third = ''] = ids;
    expect(await many(viewer, [first, second], CIVIC_HALL)).toBe('changed');
    expect(await many(viewer, ids, CIVIC_HALL)).toBe('changed');
    expect(await findOccurrence(first)).toMatchObject({ placeName: '市民会館', sequence: 1 });
    expect(await findOccurrence(third)).toMatchObject({ placeName: '市民会館', sequence: 1 });
    await change(viewer, second, { act: 'usual_place' });
    expect(await many(viewer, ids, { act: 'usual_place' })).toBe('changed');
    for (const one of ids)
      expect(await findOccurrence(one)).toMatchObject({ usualPlace: null, sequence: 2 });
    const acts = await db
      .selectFrom('audit_entries')
      .select('subject')
      .where('act', '=', 'occurrence.placed')
      .where('subject', '=', `occurrence:${second}`)
      .execute();
    expect(acts).toHaveLength(2);
  });

  test('that people hold are told first, with who holds them and where they would be; nothing is done before', async () => {
    const { viewer, id } = await aWeekly();
    const ids = await idsOf(viewer, id);
    const [first = '', second = ''] = ids;
    const person = await signedUp(second, { way: 'onsite' });
    const told = unseen(await many(viewer, ids, CIVIC_HALL));
    expect(told).toMatchObject({
      held: [
        {
          id: second,
          from: { place: '豊島区 中央公民館' },
          to: { place: '川口市 市民会館' },
          taken: 1,
          waiting: 0,
        },
      ],
      others: 2,
    });
    expect(await findOccurrence(first)).toMatchObject({ usualPlace: null, sequence: 0 });
    expect(await many(viewer, ids, CIVIC_HALL, told.seen)).toBe('changed');
    expect(await receiptOf(person.viewer, person.receipt)).toMatchObject({
      state: 'confirmed',
      occurrence: { placeName: '市民会館', usualPlace: '豊島区 中央公民館' },
    });
    expect(unseen(await many(viewer, ids, { act: 'usual_place' })).held).toMatchObject([
      { from: { place: '川口市 市民会館' }, to: { place: '豊島区 中央公民館' } },
    ]);
  });

  test('are told anew where somebody signed up meanwhile, and what was seen of one change opens no other', async () => {
    const { viewer, id } = await aWeekly();
    const ids = await idsOf(viewer, id);
    await signedUp(ids[0] ?? '', { way: 'onsite' });
    const before = unseen(await many(viewer, ids, CIVIC_HALL));
    await signedUp(ids[0] ?? '', { way: 'onsite' });
    const now = unseen(await many(viewer, ids, CIVIC_HALL, before.seen));
    expect(now.held).toMatchObject([{ taken: 2 }]);
    const other = { ...CIVIC_HALL, placeName: '別の会館' };
    unseen(await many(viewer, ids, other, now.seen));
    unseen(await many(viewer, ids, { act: 'cancel', reason: '工事' }, now.seen));
    unseen(await many(viewer, ids, { act: 'shift', minutes: 30 }, now.seen));
    expect(await many(viewer, ids, { act: 'note', note: '上ばきを' })).toBe('changed');
    expect(await many(viewer, ids, CIVIC_HALL, now.seen)).toBe('changed');
  });

  test('are all left where one is cancelled', async () => {
    const { viewer, id } = await aWeekly();
    const ids = await idsOf(viewer, id);
    await cancelOccurrence(viewer, ids[1] ?? '', '会場の都合');
    expect(await many(viewer, ids, CIVIC_HALL)).toMatchObject({
      refused: [{ id: ids[1], why: 'over' }],
    });
    expect(await findOccurrence(ids[0] ?? '')).toMatchObject({ usualPlace: null, sequence: 0 });
  });

  test.each([null, '13116'])(
    'named as the usual place is (town %s) is no other one',
    async (code5) => {
      const { viewer, first } = await aWeekly();
      const usual = { act: 'place', placeName: '中央公民館', code5 } as const;
      expect(await change(viewer, first, usual)).toBe('changed');
      expect(await findOccurrence(first)).toMatchObject({ usualPlace: null, sequence: 0 });
      await change(viewer, first, CIVIC_HALL);
      await change(viewer, first, usual);
      expect(await findOccurrence(first)).toMatchObject({ usualPlace: null, sequence: 2 });
    },
  );
});

describe('what becomes of it', () => {
  test('it stays elsewhere when it is cancelled and restored, and when the rule or the usual place is changed', async () => {
    const { viewer, id, input, first } = await aWeekly();
    await change(viewer, first, CIVIC_HALL);
    await signedUp(first, { way: 'onsite' });
    await cancelOccurrence(viewer, first, '会場の都合');
    await change(viewer, first, { act: 'restore' });
    const revised = { ...input, placeName: '新しい会館', rules: thursdays('2026-12-03') };
    const fates = await previewFates(viewer, id, revised);
    expect(fates).toMatchObject({
      dates: [
        { id: first, fate: 'kept', placeName: '市民会館' },
        { fate: 'stays', placeName: null },
        { fate: 'stays' },
      ],
    });
    expect(await reviseSeries(viewer, id, revised, act)).toBe('saved');
    expect(await findOccurrence(first)).toMatchObject({
      state: 'scheduled',
      placeName: '市民会館',
      usualPlace: '豊島区 新しい会館',
    });
    const [, second] = await datesOf(viewer, id);
    expect(await findOccurrence(second?.id ?? '')).toMatchObject({ placeName: '新しい会館' });
  });

  test('a series that goes online has no place that another one could be', async () => {
    const { viewer, id, input, first } = await aWeekly();
    await change(viewer, first, CIVIC_HALL);
    await reviseSeries(viewer, id, { ...input, format: 'online', placeName: '' }, act);
    expect(await findOccurrence(first)).toMatchObject({
      format: 'online',
      placeName: '',
      usualPlace: null,
      sequence: 3,
    });
    expect(await change(viewer, first, CIVIC_HALL)).toMatchObject({ refused: [{ why: 'online' }] });
  });
});

describe('it is refused', () => {
  test.each<[object, object]>([
    [{ placeName: ' ' }, { placeName: 'schedule_problem_place' }],
    [{ placeName: 'あ'.repeat(121) }, { placeName: 'schedule_problem_long' }],
    [{ code5: '99999' }, { code5: 'schedule_problem_area' }],
    [{ code5: '川口' }, { code5: 'schedule_problem_area' }],
  ])('with %j by its field', async (over, problems) => {
    const { viewer, first } = await aWeekly();
    expect(await change(viewer, first, { ...CIVIC_HALL, ...over })).toEqual({ problems });
  });

  test('for what is cancelled, and to strangers', async () => {
    const { viewer, first } = await aWeekly();
    const stranger = await anAccount(await anOrganisation(), 'publisher', 'admin');
    expect(await change(stranger, first, CIVIC_HALL)).toBe('not_found');
    expect(await change(stranger, first, { act: 'usual_place' })).toBe('not_found');
    await cancelOccurrence(viewer, first, '会場の都合');
    expect(await change(viewer, first, CIVIC_HALL)).toMatchObject({ refused: [{ why: 'over' }] });
    expect(await findOccurrence(first)).toMatchObject({ placeName: '中央公民館' });
  });

  test.each([
    [{ place_code5: '11203' }, 'occurrences_place_of_area_named'],
    [{ place_name: '' }, 'occurrences_place_named'],
    [{ place_name: '市民会館', place_code5: '99999' }, 'occurrences_place_area'],
  ])('by the table itself: %j', async (row, constraint) => {
    const { first } = await aWeekly();
    await expect(
      db.updateTable('occurrences').set(row).where('id', '=', first).execute(),
    ).rejects.toMatchObject({ constraint });
  });

  test('by nobody unseen: past our verbs too its sequence rises', async () => {
    const { first } = await aWeekly();
    await db
      .updateTable('occurrences')
      .set({ place_name: '市民会館' })
      .where('id', '=', first)
      .execute();
    expect(await findOccurrence(first)).toMatchObject({ sequence: 1 });
  });
});
