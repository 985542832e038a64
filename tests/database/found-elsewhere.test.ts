/** Where a date held elsewhere this once is found: among the gathering places, by words, and in its editor's preview. */
import { describe, expect, test } from 'vitest';
import { days, later } from '#platform/clock';
import { filterOf } from '#schedule';
import {
  browse,
  changeDates,
  findOccurrence,
  placesOpen,
  placesWithoutHours,
  previewSeries,
  searchOccurrences,
} from '#schedule/server';
import { promoteWaiting } from '#signup/server';
import { useFakeClock } from '../support/clock.ts';
import { anOrganisation } from '../support/organisations.ts';
import { aSeries, anOccurrence } from '../support/schedule.ts';
import { aWeeklySeries } from '../support/weekly.ts';

const NOW = '2026-11-21T03:00:00Z';
const TODAY = new Date('2026-11-21T04:00:00Z');
const IN_A_WEEK = later(TODAY, days(7));
const KAWAGUCHI = { areas: ['11203'], prefCode: '11' };
const TOSHIMA = { areas: ['13116'], prefCode: '13' };
const ELSEWHERE = { place_name: 'みなみ市民会館', place_code5: '11203' };

describe('a gathering place', () => {
  async function aPlace(title: string) {
    useFakeClock(NOW);
    return aSeries({
      kind: 'gathering_place',
      title,
      format: 'onsite',
      pref_code: '13',
      code5: '13116',
      place_name: 'こかげの家',
      sign_up_policy: 'none',
      capacity: null,
      has_room: false,
    });
  }

  const opening = (series_id: string, starts_at: Date, over = {}) =>
    anOccurrence({ series_id, kind: 'gathering_place', starts_at, capacity: null, ...over });

  const openIn = async (series: string, place: object) =>
    (await placesOpen(place)).find((one) => one.opening.seriesId === series);

  test('open elsewhere today is listed there, and in its own town with the next opening at home', async () => {
    const series = await aPlace('あちこちの居場所');
    const today = await opening(series, TODAY, ELSEWHERE);
    const home = await opening(series, IN_A_WEEK);
    expect(await openIn(series, KAWAGUCHI)).toMatchObject({
      opening: { id: today, area: '川口市', usualPlace: '豊島区 こかげの家' },
      visits: true,
    });
    expect(await openIn(series, TOSHIMA)).toMatchObject({
      opening: { id: home, area: '豊島区', usualPlace: null },
      visits: false,
    });
    const both = { areas: ['13116', '11203'], prefCode: '13' };
    for (const place of [both, {}])
      expect(await openIn(series, place)).toMatchObject({ opening: { id: today }, visits: false });
    expect(await openIn(series, { prefCode: '11' })).toMatchObject({ opening: { id: today } });
    expect(await openIn(series, { prefCode: '13' })).toMatchObject({ opening: { id: home } });
    expect(await openIn(series, { areas: ['27128'], prefCode: '27' })).toBeUndefined();
  });

  test('whose every coming opening is elsewhere does not vanish from its own town', async () => {
    const series = await aPlace('工事中の居場所');
    const today = await opening(series, TODAY, ELSEWHERE);
    expect(await openIn(series, TOSHIMA)).toMatchObject({
      opening: { id: today, usualPlace: '豊島区 こかげの家' },
    });
    const quiet = await placesWithoutHours(TOSHIMA);
    expect(quiet.map(({ seriesId }) => seriesId)).not.toContain(series);
  });

  test('in another room of its own town is there as ever', async () => {
    const series = await aPlace('となりの部屋の居場所');
    const today = await opening(series, TODAY, { place_name: '二階の和室' });
    expect(await openIn(series, TOSHIMA)).toMatchObject({
      opening: { id: today, placeName: '二階の和室' },
      visits: false,
    });
  });
});

describe('by words', () => {
  async function aWeekly(title: string, over: object = {}) {
    useFakeClock(NOW);
    const series_id = await aSeries({
      title,
      format: 'onsite',
      pref_code: '13',
      code5: '13116',
      place_name: '中央公民館',
      ...over,
    });
    const first = await anOccurrence({ series_id, starts_at: TODAY });
    const second = await anOccurrence({ series_id, starts_at: IN_A_WEEK, ...ELSEWHERE });
    return { first, second };
  }

  const found = async (text: string) =>
    (await searchOccurrences({ text, days: 14 })).days.flatMap(({ rows }) =>
      rows.map(({ id }) => id),
    );

  test('only the date that is there is found by its place and town, in any spelling', async () => {
    const { first, second } = await aWeekly('ことばの木曜');
    for (const text of ['ことばの みなみ市民会館', 'ことばの ﾐﾅﾐ', 'ことばの 川口'])
      expect(await found(text)).toEqual([second]);
    expect(await found('ことばの木曜')).toEqual([first, second]);
    expect(await found('ことばの きた市民会館')).toEqual([]);
    const { total, overview } = await searchOccurrences({ text: 'みなみ市民会館', days: 14 });
    expect(total).toBe(overview.reduce((sum, day) => sum + day.total, 0));
    const asked = new URLSearchParams({ q: 'ことばの みなみ', from: '2026-11-21' });
    expect(await browse(filterOf(asked))).toMatchObject({ total: 0, nextDate: '2026-11-28' });
  });

  test('all dates stay where the series says the word itself, or who is behind it', async () => {
    const own = await aWeekly('みなみの会');
    expect(await found('みなみの会 みなみ')).toEqual([own.first, own.second]);
    const organisation_id = await anOrganisation({ name: '川口の親たち' });
    const theirs = await aWeekly('親たちの夜', { organisation_id });
    expect(await found('親たちの夜 川口')).toEqual([theirs.first, theirs.second]);
  });

  test('two words may be the words of the series and of the date', async () => {
    const { second } = await aWeekly('ふたつのことば');
    expect(await found('ふたつの 川口 みなみ')).toEqual([second]);
    expect(await found('中央公民館 ふたつの みなみ')).toEqual([second]);
  });
});

describe('in the preview of its editor', () => {
  test('the next date is where it will be, as everybody reads it', async () => {
    const { viewer, id, input, first } = await aWeeklySeries({
      placeAddress: '1-2-3',
      placeAccess: '駅から5分',
      rules: [{ repeats: 'once', from: '2026-11-26', startsAt: '20:00', endsAt: '21:30' }],
    });
    const place = { act: 'place', placeName: 'みなみ市民会館', code5: '11203' } as const;
    await changeDates(viewer, [first], place, promoteWaiting);
    const shown = await findOccurrence(first);
    const { placeName, area, code5, prefCode, usualPlace, placeAddress, placeAccess } = shown ?? {};
    const where = { placeName, area, code5, prefCode, usualPlace, placeAddress, placeAccess };
    expect(where).toMatchObject({ placeName: 'みなみ市民会館', usualPlace: '豊島区 中央公民館' });
    expect(await previewSeries(viewer, input, id)).toMatchObject({ detail: where });
    const moved = { ...input, placeName: '新しい会館' };
    expect(await previewSeries(viewer, moved, id)).toMatchObject({
      detail: { placeName: 'みなみ市民会館', usualPlace: '豊島区 新しい会館' },
    });
    const online = { ...input, format: 'online', placeName: '' } as const;
    expect(await previewSeries(viewer, online, id)).toMatchObject({
      detail: { placeName: '', usualPlace: null },
    });
  });
});
