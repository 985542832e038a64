/** Toshima's council of families and persons on a new window's publicity: say where, the word ひきこもり, what changes; show faces and messages. */
import { beforeAll, expect, test } from 'vitest';
import { now } from '#platform/clock';
import { localDate } from '#platform/tokyo';
import { passedChecks } from '../../src/routes/(staff)/staff/series/publicity.ts';
import { emptyForm, type SeriesForm } from '../../src/routes/(staff)/staff/series/series-form.ts';
import { seriesInputOf } from '../../src/routes/(staff)/staff/series/series-input.ts';
import { areaPage, leafletPage, sessionPage, windowPage } from '../support/page-data.ts';
import {
  aDeskOf,
  anOffice,
  loadPlaces,
  names,
  publishedBy,
  type Office,
} from '../support/places.ts';

const TOSHIMA = '13116';

let ward: Office;

beforeAll(async () => {
  await loadPlaces();
  ward = await anOffice('municipality', TOSHIMA, '豊島区');
});

const DESK = {
  name: 'としま ひきこもり相談',
  address: '豊島区役所本庁舎4階',
  receives: '面談、メール、オンラインでの相談',
  whatChanges: '家族だけで抱えずにすむようになります',
  message: 'まだ相談するほどではない、と思うころからどうぞ。',
  counsellors: [
    { nickname: 'ゆり', about: '相談員', message: '急がなくて大丈夫です。' },
    { nickname: 'けん', about: '家族の立場の相談員', message: 'わたしも迷いながら来ました。' },
  ],
};

test('the window’s page says where, the word, what changes, and who listens in their own words; the leaflet its message', async () => {
  const id = await aDeskOf(ward, DESK);
  const { window } = await windowPage(id);
  expect(window).toMatchObject(DESK);
  expect(window.name).toContain('ひきこもり');
  const { first } = await areaPage(TOSHIMA);
  expect(names(first.flatMap(({ windows }) => windows.map(({ window }) => window)))).toContain(
    DESK.name,
  );
  expect((await leafletPage(TOSHIMA)).desks.length).toBeGreaterThan(0);
});

const form = (over: Partial<SeriesForm>): SeriesForm => ({
  ...emptyForm(ward.organisationId, localDate(now())),
  title: '家族のつどい',
  format: 'onsite',
  signUpPolicy: 'none',
  hasRoom: false,
  ...over,
});

const TOLD = {
  where: { area: '豊島区', placeName: '豊島区役所 4階' },
  word: { summary: 'ひきこもりの状態にある方のご家族が、月に一度あつまります。' },
  changes: { whatChanges: '同じ立場の人と話せるようになります。' },
  host: { hostName: 'ゆり', hostMessage: '聞くだけでも大丈夫です。' },
} satisfies Record<string, Partial<SeriesForm>>;

test.each(Object.keys(TOLD) as (keyof typeof TOLD)[])(
  'the editor misses what a notice does not say yet, and only that: %s',
  (missing) => {
    const told = Object.entries(TOLD).filter(([check]) => check !== missing);
    const checks = passedChecks(form(Object.assign({}, ...told.map(([, some]) => some))));
    expect(Object.entries(checks).filter(([, passed]) => !passed)).toEqual([[missing, false]]);
  },
);

test('a session that passes all four says them to everybody on its page', async () => {
  const whole = form({ ...TOLD.where, ...TOLD.word, ...TOLD.changes, ...TOLD.host });
  expect(Object.values(passedChecks(whole))).toEqual([true, true, true, true]);
  const place = { prefCode: '13', code5: TOSHIMA };
  const { rules: _, ...said } = seriesInputOf(whole, place);
  await publishedBy(ward, said);
  const { sessions } = await areaPage(TOSHIMA);
  const [row] = sessions.filter(({ title }) => title === '家族のつどい');
  const { occurrence } = await sessionPage(row?.id ?? '');
  expect(occurrence).toMatchObject({
    placeName: TOLD.where.placeName,
    summary: TOLD.word.summary,
    whatChanges: TOLD.changes.whatChanges,
    ...TOLD.host,
  });
});
