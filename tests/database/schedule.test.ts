import { beforeAll, describe, expect, test } from 'vitest';
import type { AccountViewer, OrganisationId } from '#accounts';
import { filterOf, type SeriesId, type SeriesInput } from '#schedule';
import {
  browse,
  cancelOccurrence,
  endSeries,
  findOccurrence,
  findSeries,
  materialise,
  moveOccurrence,
  noteEntered,
  publishSeries,
  reviseSeries,
  searchOccurrences,
  seriesOf,
} from '#schedule/server';
import { hostOccurrenceRoom, promoteWaiting } from '#signup/server';
import { brokenConstraint, db } from '#platform/db';
import { turning } from '../../src/routes/(public)/sessions/listing.ts';
import { useFakeClock } from '../support/clock.ts';
import { anAccount, anOrganisation } from '../support/organisations.ts';
import { aSeries, anOccurrence } from '../support/schedule.ts';
import { signedUp } from '../support/signup.ts';
import { statementsOf } from '../support/statements.ts';
import { visitsTo } from '../support/visits.ts';

const NOW = '2026-11-21T03:00:00Z';

let organisation: OrganisationId;
let publisher: AccountViewer;

beforeAll(async () => {
  organisation = await anOrganisation({ name: '親の会あおば' });
  publisher = await anAccount(organisation, 'publisher');
});

const evening = (over: Partial<SeriesInput> = {}): SeriesInput => ({
  organisationId: organisation,
  kind: 'group_session',
  title: '夜のオンライン家族のつどい',
  audience: ['family'],
  format: 'online',
  capacity: 12,
  signUpPolicy: 'open',
  rules: [
    {
      repeats: 'month',
      weekdays: [4],
      weeks: [2, 4],
      from: '2026-11-01',
      startsAt: '20:00',
      endsAt: '21:30',
    },
  ],
  ...over,
});

async function published(over: Partial<SeriesInput> = {}): Promise<SeriesId> {
  const id = await publishSeries(publisher, evening(over));
  if (typeof id !== 'string' || id === 'not_found') throw new Error(JSON.stringify(id));
  return id;
}

const datesOfSeries = (id: string) =>
  db
    .selectFrom('occurrences')
    .selectAll()
    .where('series_id', '=', id)
    .orderBy('starts_at')
    .execute();

async function firstOf(id: string): Promise<string> {
  const [first] = await datesOfSeries(id);
  if (!first) throw new Error('the series has no dates');
  return first.id;
}

describe('publishing', () => {
  test('a series is on the public list at once', async () => {
    useFakeClock(NOW);
    const id = await published({ title: 'すぐに見える会' });
    const { days } = await searchOccurrences({ from: '2026-11-26', days: 1 });
    const row = days[0]?.rows.find((r) => r.seriesId === id);
    expect(row).toMatchObject({
      title: 'すぐに見える会',
      startTime: '20:00',
      signUp: 'open',
      taken: 0,
    });
  });

  test('its dates reach thirteen months ahead and none lies in the past', async () => {
    useFakeClock(NOW);
    const dates = await datesOfSeries(await published());
    expect(dates[0]?.starts_at).toEqual(new Date('2026-11-26T11:00:00Z'));
    expect(dates.at(-1)?.starts_at).toEqual(new Date('2027-12-23T11:00:00Z'));
  });

  test('each mistake names its field and what to do', async () => {
    useFakeClock(NOW);
    const refused = await publishSeries(
      publisher,
      evening({
        title: '\u200b ',
        capacity: null,
        format: 'onsite',
        rules: [
          { repeats: 'once', from: '2026-02-30', startsAt: '20:00', endsAt: '21:00' },
          { repeats: 'week', from: '2026-12-01', startsAt: '20:00', endsAt: '19:00' },
        ],
      }),
    );
    expect(refused).toMatchObject({
      problems: { title: 'schedule_problem_title', 'rules.0.from': 'schedule_problem_date' },
    });
  });

  test('an area that does not exist is refused', async () => {
    useFakeClock(NOW);
    expect(await publishSeries(publisher, evening({ format: 'onsite', code5: '99999' }))).toEqual({
      problems: { code5: 'schedule_problem_area' },
    });
  });

  test('needs the role, in this very organisation', async () => {
    useFakeClock(NOW);
    const supporter = await anAccount(organisation, 'peer_supporter');
    const stranger = await anAccount(await anOrganisation(), 'publisher', 'admin');
    expect(await publishSeries(supporter, evening())).toBe('not_found');
    expect(await publishSeries(stranger, evening())).toBe('not_found');
  });
});

describe('dates written ahead', () => {
  test('twice, or by two processes at once, is the same as once', async () => {
    useFakeClock(NOW);
    const id = await published();
    const before = await datesOfSeries(id);
    await Promise.all([materialise(id), materialise(id), materialise(id)]);
    expect(await datesOfSeries(id)).toEqual(before);
  });

  test('a moved date keeps its identity and does not come back', async () => {
    useFakeClock(NOW);
    const id = await published();
    const first = await firstOf(id);
    const to = { date: '2026-11-27', startsAt: '19:00', endsAt: '20:30' };
    expect(await moveOccurrence(publisher, first, to)).toBe('moved');
    await materialise(id);
    const [moved, next] = await datesOfSeries(id);
    expect(moved).toMatchObject({
      id: first,
      sequence: 1,
      original_start: new Date('2026-11-26T11:00:00Z'),
      starts_at: new Date('2026-11-27T10:00:00Z'),
    });
    expect(next?.starts_at).toEqual(new Date('2026-12-10T11:00:00Z'));
  });

  test('a cancelled date stays cancelled, listed with its reason, and closed for sign-up', async () => {
    useFakeClock(NOW);
    const id = await published({ title: '休みになる会' });
    const first = await firstOf(id);
    expect(await cancelOccurrence(publisher, first, '会場の都合')).toBe('cancelled');
    await materialise(id);
    const { days } = await searchOccurrences({ from: '2026-11-26', days: 1 });
    expect(days[0]?.rows.find((r) => r.seriesId === id)).toMatchObject({
      state: 'cancelled',
      cancelledReason: '会場の都合',
      signUp: 'closed',
    });
    expect(await findOccurrence(first)).toMatchObject({ state: 'cancelled', sequence: 1 });
  });

  test('a cancellation says why', async () => {
    useFakeClock(NOW);
    const first = await firstOf(await published());
    expect(await cancelOccurrence(publisher, first, ' ')).toEqual({
      problems: { reason: 'schedule_problem_reason' },
    });
  });

  test('the table itself refuses a second row of the same start', async () => {
    const starts_at = new Date('2026-12-01T11:00:00Z');
    const series_id = await aSeries();
    await anOccurrence({ series_id, starts_at });
    const broken = await anOccurrence({ series_id, starts_at }).catch(brokenConstraint);
    expect(broken).toBe('occurrences_once_a_start');
  });
});

describe('another organisation', () => {
  test('can neither read, move, cancel nor end it, and is told nothing', async () => {
    useFakeClock(NOW);
    const id = await published();
    const first = await firstOf(id);
    const other = await anOrganisation();
    const stranger = await anAccount(other, 'admin', 'publisher', 'peer_supporter');
    const to = { date: '2026-11-27', startsAt: '19:00', endsAt: '20:30' };
    expect(await findSeries(stranger, id)).toBeUndefined();
    expect(await seriesOf(stranger, organisation)).toEqual([]);
    expect(await cancelOccurrence(stranger, first, 'x')).toBe('not_found');
    expect(await moveOccurrence(stranger, first, to)).toBe('not_found');
    expect(await endSeries(stranger, id, 'x')).toBe('not_found');
    expect(await findOccurrence(first)).toMatchObject({ state: 'scheduled', sequence: 0 });
  });

  test('its own members read what the editor wrote', async () => {
    useFakeClock(NOW);
    const id = await published({ whatChanges: '「うちだけではない」とわかります。' });
    const record = await findSeries(publisher, id);
    expect(record?.input).toMatchObject({
      whatChanges: '「うちだけではない」とわかります。',
      capacity: 12,
    });
    expect(record?.input.rules).toMatchObject([
      { repeats: 'month', weeks: [2, 4], endsAt: '21:30' },
    ]);
    expect((await seriesOf(publisher, organisation)).map((s) => s.id)).toContain(id);
  });
});

describe('ending a series', () => {
  test('dates without sign-ups go; no new ones come', async () => {
    useFakeClock(NOW);
    const id = await published();
    expect(await endSeries(publisher, id, '会をとじます')).toBe('ended');
    await materialise(id);
    expect(await datesOfSeries(id)).toEqual([]);
  });

  test('dates that somebody signed up for, or whose room was entered, stay, cancelled with the reason', async () => {
    useFakeClock(NOW);
    const id = await published();
    const [first, second, ...others] = await datesOfSeries(id);
    await signedUp(first?.id ?? '');
    await noteEntered(db, second?.id ?? '');
    expect(others.length).toBeGreaterThan(0);
    expect(await endSeries(publisher, id, '会をとじます')).toBe('ended');
    expect(await datesOfSeries(id)).toMatchObject([
      { id: first?.id, state: 'cancelled', cancelled_reason: '会をとじます', sequence: 1 },
      { id: second?.id, state: 'cancelled', cancelled_reason: '会をとじます', sequence: 1 },
    ]);
  });

  test('a date whose room a host has entered breaks nothing', async () => {
    const clock = useFakeClock(NOW);
    const id = await published({ hasRoom: true });
    const [first] = await datesOfSeries(id);
    if (!first) throw new Error('the series has no dates');
    clock.set(new Date(first.starts_at.getTime() - 10 * 60_000));
    expect(await hostOccurrenceRoom(publisher, first.id)).not.toBe('not_found');
    expect(await endSeries(publisher, id, '体調のため')).toBe('ended');
    expect(await datesOfSeries(id)).toMatchObject([{ id: first.id, state: 'cancelled' }]);
  });

  test('says why, and once ended it is not brought back by a revision', async () => {
    useFakeClock(NOW);
    const id = await published();
    expect(await endSeries(publisher, id, ' ')).toHaveProperty('problems');
    await endSeries(publisher, id, '会をとじます');
    expect(
      await reviseSeries(publisher, id, evening(), { publish: true, promote: promoteWaiting }),
    ).toBe('not_found');
  });
});

describe('searching', () => {
  const week = { from: '2027-03-01', days: 7 };
  const place = (code5: string, over: Partial<SeriesInput> = {}) =>
    published({
      kind: 'gathering_place',
      audience: ['anyone'],
      format: 'onsite',
      code5,
      capacity: null,
      signUpPolicy: 'none',
      rules: [{ repeats: 'once', from: '2027-03-03', startsAt: '13:00', endsAt: '16:00' }],
      ...over,
    });
  const idsIn = (result: Awaited<ReturnType<typeof searchOccurrences>>) =>
    result.days.flatMap((day) => day.rows.map((row) => row.seriesId));

  test('an area shows its own, its prefecture-wide and online ones, not the next prefecture', async () => {
    useFakeClock(NOW);
    const [toshima, kochi] = [await place('13116'), await place('39201')];
    const tokyo = await place('13116', { code5: null, prefCode: '13' });
    const online = await published({
      rules: [{ repeats: 'once', from: '2027-03-04', startsAt: '19:00', endsAt: '20:00' }],
    });
    const found = idsIn(
      await searchOccurrences({ areas: ['13116', '13119'], prefCode: '13', ...week }),
    );
    expect(found).toEqual(expect.arrayContaining([toshima, tokyo, online]));
    expect(found).not.toContain(kochi);
    const local = idsIn(await searchOccurrences({ areas: ['39201'], online: false, ...week }));
    expect(local).toEqual([kochi]);
  });

  test('what can also be joined online is found from everywhere, once', async () => {
    useFakeClock(NOW);
    const id = await place('39201', { title: '高知とオンラインの会', format: 'hybrid' });
    const from = (areas: string[]) =>
      searchOccurrences({ areas, text: '高知とオンライン', ...week });
    expect(idsIn(await from(['13116']))).toEqual([id]);
    expect(idsIn(await from(['39201']))).toEqual([id]);
    const local = await searchOccurrences({
      areas: ['13116'],
      online: false,
      text: '高知とオン',
      ...week,
    });
    expect(local.total).toBe(0);
  });

  test('boxes narrow, and each says how many it would show', async () => {
    useFakeClock(NOW);
    await place('13119', { title: '板橋の居場所', firstSteps: ['doorstep'] });
    const around = { areas: ['13119'], online: false, ...week };
    const narrowed = await searchOccurrences({ ...around, kinds: ['peer'] });
    expect(narrowed.total).toBe(0);
    expect(narrowed.counts.kinds).toMatchObject({ place: 1, peer: 0 });
    expect(narrowed.overview).toHaveLength(7);
    const all = await searchOccurrences({
      ...around,
      firstSteps: ['doorstep'],
      times: ['weekday_day'],
    });
    expect(all.days[0]?.rows[0]).toMatchObject({ title: '板橋の居場所', area: '板橋区' });
  });

  test('text is looked for literally', async () => {
    useFakeClock(NOW);
    const id = await place('13201', { title: '100%でなくていい会' });
    expect(idsIn(await searchOccurrences({ ...week, text: '100%で' }))).toEqual([id]);
    expect(idsIn(await searchOccurrences({ ...week, text: '1_0' }))).toEqual([]);
  });

  test('a week without anything names the next day that has it', async () => {
    useFakeClock(NOW);
    await place('47201', { title: '那覇の遠い会' });
    const asked = (query: string) => filterOf(new URLSearchParams(query));
    const text = 'q=那覇の遠い会';
    expect(await browse(asked(text))).toMatchObject({ total: 0, nextDate: '2027-03-03' });
    expect((await browse(asked(`${text}&time=weekday_day`))).nextDate).toBe('2027-03-03');
    expect((await browse(asked(`${text}&time=weekend`))).nextDate).toBeNull();
    expect((await browse(asked(`${text}&kind=peer`))).nextDate).toBeNull();
  });

  test('a month is listed to its last day, the running one from today, and leads to those beside it', async () => {
    useFakeClock(NOW);
    await place('47201', {
      title: '月末の会',
      rules: [{ repeats: 'once', from: '2027-03-31', startsAt: '13:00', endsAt: '16:00' }],
    });
    const asked = (query: string) => filterOf(new URLSearchParams(`q=月末の会&view=month${query}`));
    const march = asked('&from=2027-03-15');
    const found = await browse(march);
    expect(found.days.map(({ date }) => date)).toEqual(['2027-03-31']);
    expect(found.overview).toHaveLength(31);
    expect(found.overview[0]).toMatchObject({ date: '2027-03-01', total: 0 });
    expect(found.overview.at(-1)).toMatchObject({ date: '2027-03-31', categories: { place: 1 } });
    expect(turning(found, march)).toEqual({ previous: '2027-02-01', next: '2027-04-01' });
    const running = await browse(asked(''));
    expect(running).toMatchObject({ from: '2026-11-21', total: 0, nextDate: '2027-03-31' });
    expect(running.overview).toHaveLength(10);
  });

  test('the next day is looked for among dates of series that fit: where none does, no date is read', async () => {
    useFakeClock(NOW);
    await place('47201', { title: '名護の遠い会' });
    const visits = async (choice: string) => {
      const filter = filterOf(new URLSearchParams(`q=名護の遠い会&${choice}`));
      const [statement] = (await statementsOf(() => browse(filter))).slice(-1);
      return statement && visitsTo('occurrences', 'o', statement);
    };
    expect(await visits('time=weekend')).toBe(1);
    expect(await visits('kind=peer')).toBe(0);
  });

  test('a page of sixty, its boxes counted, asks the database once', async () => {
    useFakeClock(NOW);
    await place('47201');
    expect(await statementsOf(() => searchOccurrences(week))).toHaveLength(1);
  });

  test('drafts and malformed ids are nowhere', async () => {
    useFakeClock(NOW);
    const id = await anOccurrence({
      series_id: await aSeries({ state: 'draft' }),
      starts_at: new Date('2027-03-02T10:00:00Z'),
    });
    expect(await findOccurrence(id)).toBeUndefined();
    expect(await findOccurrence("'; drop table occurrences")).toBeUndefined();
    expect(
      (await searchOccurrences(week)).days.flatMap((d) => d.rows.map((r) => r.id)),
    ).not.toContain(id);
  });
});
