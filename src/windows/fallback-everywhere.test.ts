/** What holds for each of the 1,741 municipalities, whatever windows there are. */
import { readFileSync } from 'node:fs';
import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { aWindowRecord } from '../../tests/support/window-record.ts';
import { stagesShown, windowsOfArea } from './fallback.ts';
import { leavesSomeOut, LEVELS, type WindowRecord } from './window.ts';

const shipped = (name: string) =>
  parse<Record<string, string>>(
    readFileSync(new URL(`../areas/data/${name}.csv`, import.meta.url)),
    { columns: true },
  );

const codes = shipped('municipalities').map((row) => row['code5'] ?? '');
const neighbours = new Map<string, string[]>();
for (const { code5 = '', neighbour_code5 = '' } of shipped('neighbours'))
  neighbours.set(code5, [...(neighbours.get(code5) ?? []), neighbour_code5]);

/** A window somewhere about one municipality: there, next door, of its prefecture, or nationwide. */
const windowAbout = (code5: string): fc.Arbitrary<WindowRecord> =>
  fc
    .record({
      id: fc.uuid(),
      level: fc.constantFrom(...LEVELS),
      at: fc.constantFrom(code5, ...(neighbours.get(code5) ?? [])),
      minimumAge: fc.option(fc.constantFrom(15, 18), { nil: null, freq: 2 }),
      maximumAge: fc.option(fc.constantFrom(39, 64), { nil: null, freq: 2 }),
      familyOnly: fc.constantFrom(true, false, null),
      acceptsNeighbours: fc.boolean(),
      leaves: fc.boolean(),
    })
    .map(({ at, leaves, ...rest }) =>
      aWindowRecord({
        ...rest,
        prefCode: rest.level === 'nationwide' ? null : at.slice(0, 2),
        code5: rest.level === 'town' ? at : null,
        serves: rest.level === 'shared' ? [at] : [],
        excludes: leaves && rest.level === 'prefecture' ? [code5] : [],
      }),
    );

const anyPlace = fc.constantFrom(...codes).chain((code5) =>
  fc.record({
    code5: fc.constant(code5),
    windows: fc.array(windowAbout(code5), { maxLength: 6 }),
  }),
);

test('there are 1,741, and 48 or so islands without a land neighbour', () => {
  expect(codes).toHaveLength(1741);
  expect(codes.filter((code5) => !neighbours.has(code5)).length).toBeGreaterThan(40);
});

test('whoever a window leaves out, by age or as family, sees one beside it that does not, or the open lines', () => {
  fc.assert(
    fc.property(anyPlace, ({ code5, windows }) => {
      const found = windowsOfArea({ code5 }, neighbours.get(code5) ?? [], windows);
      const shown = stagesShown(found).first.flatMap((stage) => stage.windows);
      const open = shown.some((window) => !leavesSomeOut(window));
      expect(open || found.fallbackReason?.leadsTo === 'hotlines').toBe(true);
    }),
    { numRuns: 2_000 },
  );
});

test('a window that leaves nobody out is never passed over, and a reason stands exactly where its own is not such', () => {
  fc.assert(
    fc.property(anyPlace, ({ code5, windows }) => {
      const found = windowsOfArea({ code5 }, neighbours.get(code5) ?? [], windows);
      const own = found.own.some((window) => !leavesSomeOut(window));
      expect(found.fallbackReason === undefined).toBe(own);
      const { leadsTo } = found.fallbackReason ?? {};
      if (leadsTo && leadsTo !== 'hotlines')
        expect(found[leadsTo].some((window) => !leavesSomeOut(window))).toBe(true);
    }),
    { numRuns: 1_000 },
  );
});

test('each municipality with one centre in its prefecture and nothing else is led there, islands too', () => {
  for (const code5 of codes) {
    const prefCode = code5.slice(0, 2);
    const centre = aWindowRecord({ id: 'centre', level: 'prefecture', prefCode });
    const nextDoor = aWindowRecord({ id: 'next', prefCode: '00', code5: '00000' });
    const found = windowsOfArea({ code5 }, neighbours.get(code5) ?? [], [centre, nextDoor]);
    expect(found.fallbackReason, code5).toEqual({
      because: 'unconfirmed',
      leadsTo: 'prefecture',
      prefectureExcludes: false,
    });
  }
});
