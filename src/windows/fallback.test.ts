import { describe, expect, test } from 'vitest';
import { aWindowRecord } from '../../tests/support/window-record.ts';
import { stagesShown, windowsOfArea } from './fallback.ts';
import type { WindowRecord } from './window.ts';

let count = 0;
const window = (given: Partial<WindowRecord>): WindowRecord =>
  aWindowRecord({ id: `w${(count += 1)}`, ...given });
const ids = (windows: WindowRecord[]) => windows.map((w) => w.id);
const near = ['13102', '13103'];

const own = window({ code5: '13101' });
const ownYoung = window({ code5: '13101', minimumAge: 15, maximumAge: 39 });
const shared = window({ level: 'shared', serves: ['13101', '13109'] });
const far = window({ code5: '13103', acceptsNeighbours: true });
const nearest = window({ code5: '13102', acceptsNeighbours: true });
const unwilling = window({ code5: '13102' });
const centre = window({ level: 'prefecture' });
const otherCentre = window({ level: 'prefecture', prefCode: '14' });
const nationwide = window({ level: 'nationwide', prefCode: null });
const all = [own, shared, far, nearest, unwilling, centre, otherCentre, nationwide];

describe('a municipality', () => {
  test('has its own window, and others stand behind it without a reason', () => {
    const found = windowsOfArea({ code5: '13101' }, near, all);
    expect(ids(found.own)).toEqual([own.id]);
    expect(found.fallbackReason).toBeUndefined();
    expect(stagesShown(found).first.map(({ stage }) => stage)).toEqual(['own']);
    expect(stagesShown(found).further.map(({ stage }) => stage)).toEqual([
      'shared',
      'neighbours',
      'prefecture',
      'nationwide',
    ]);
  });

  test('is served by neighbours that are willing, the nearest first, and by no others', () => {
    expect(ids(windowsOfArea({ code5: '13101' }, near, all).neighbours)).toEqual([
      nearest.id,
      far.id,
    ]);
  });

  test('is never served by the centre of another prefecture', () => {
    expect(ids(windowsOfArea({ code5: '13101' }, near, all).prefecture)).toEqual([centre.id]);
  });

  test.each([
    ['shared', [shared, nearest, centre, nationwide]],
    ['neighbours', [nearest, centre, nationwide]],
    ['prefecture', [centre, nationwide]],
    ['nationwide', [nationwide]],
    ['hotlines', []],
  ] as const)(
    'without a known window is led to %s, and told that its own is unconfirmed',
    (leadsTo, given) => {
      expect(windowsOfArea({ code5: '13101' }, near, [...given]).fallbackReason).toEqual({
        because: 'unconfirmed',
        leadsTo,
        prefectureExcludes: false,
      });
    },
  );

  test('with a window for some ages only sees one without a limit beside it', () => {
    const found = windowsOfArea({ code5: '13101' }, near, [ownYoung, centre, nationwide]);
    expect(found.fallbackReason).toMatchObject({ because: 'age_limited', leadsTo: 'prefecture' });
    expect(stagesShown(found).first.flatMap(({ windows }) => ids(windows))).toEqual([
      ownYoung.id,
      centre.id,
    ]);
  });

  test('with a limited and an unlimited window of its own needs no other', () => {
    expect(windowsOfArea({ code5: '13101' }, near, [ownYoung, own]).fallbackReason).toBeUndefined();
  });

  test('that its prefecture’s centre leaves out goes on to the nationwide ones, and hears why', () => {
    const leaving = window({ level: 'prefecture', excludes: ['13101'] });
    const found = windowsOfArea({ code5: '13101' }, near, [leaving, nationwide]);
    expect(found.prefecture).toEqual([]);
    expect(found.fallbackReason).toEqual({
      because: 'unconfirmed',
      leadsTo: 'nationwide',
      prefectureExcludes: true,
    });
  });

  test('that a shared window leaves out is not served by it', () => {
    const leaving = window({ level: 'shared', serves: ['13101'], excludes: ['13101'] });
    expect(windowsOfArea({ code5: '13101' }, near, [leaving]).shared).toEqual([]);
  });

  test('whose window takes no family that comes alone sees another that does', () => {
    const persons = window({ code5: '13101', familyOnly: false });
    const found = windowsOfArea({ code5: '13101' }, near, [persons, centre]);
    expect(found.fallbackReason).toMatchObject({ because: 'persons_only', leadsTo: 'prefecture' });
    expect(stagesShown(found).first.flatMap(({ windows }) => ids(windows))).toEqual([
      persons.id,
      centre.id,
    ]);
  });

  test('with only limited windows everywhere is led to the hotlines', () => {
    const limited = window({ level: 'prefecture', minimumAge: 18 });
    const found = windowsOfArea({ code5: '13101' }, near, [ownYoung, limited]);
    expect(found.fallbackReason?.leadsTo).toBe('hotlines');
    expect(stagesShown(found).first).toHaveLength(2);
  });
});

describe('a municipality with districts', () => {
  const district = (id: string) => ({ id, code5: '13201', name: id });
  const desk = (...ids: string[]) => window({ code5: '13201', districts: ids.map(district) });
  const [east, west, both] = [desk('east'), desk('west'), desk('east', 'west')];
  const whole = window({ code5: '13201', excludedDistricts: [district('north')] });
  const ownOf = (districtId?: string) =>
    ids(windowsOfArea({ code5: '13201', districtId }, [], [east, west, both, whole]).own);

  test('shows the desks of a district that is known before the whole city’s, and no other’s', () => {
    expect(ownOf('east')).toEqual([east.id, both.id, whole.id]);
    expect(ownOf('south')).toEqual([whole.id]);
  });

  test('shows the whole city’s first and then all where the district is not known', () => {
    expect(ownOf()).toEqual([whole.id, east.id, west.id, both.id]);
  });

  test('has no desk of its own for a district that all leave out', () => {
    expect(ownOf('north')).toEqual([]);
    const found = windowsOfArea({ code5: '13201', districtId: 'north' }, [], [east, whole, centre]);
    expect(found.fallbackReason).toMatchObject({ because: 'unconfirmed', leadsTo: 'prefecture' });
  });

  test('does not narrow what its desk serves elsewhere', () => {
    const both = window({ serves: ['13201', '13202'], districts: [district('east')] });
    expect(ids(windowsOfArea({ code5: '13202', districtId: 'any' }, [], [both]).own)).toEqual([
      both.id,
    ]);
  });
});
