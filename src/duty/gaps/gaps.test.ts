import fc from 'fast-check';
import { expect, test } from 'vitest';
import { instantOf } from '#platform/tokyo';
import { SHIFT_ROLES, type ShiftRole } from '../shift.ts';
import { gapsOf, keepsOpen } from './gaps.ts';
import { minutesIn, overlap, united, without, type Span } from '../span.ts';

const at = (times: string): Span => {
  const [from = '', until = ''] = times.split('–');
  return { startsAt: instantOf('2026-11-21', from), endsAt: instantOf('2026-11-21', until) };
};
const shift = (times: string, role: ShiftRole = 'window_staff') => ({ ...at(times), role });

test.each([
  ['nobody', [], ['10:00–15:00']],
  ['one who stays', [shift('10:00–15:00')], []],
  ['one who goes early', [shift('10:00–12:00')], ['12:00–15:00']],
  ['one who comes late and goes early', [shift('11:00–14:00')], ['10:00–11:00', '14:00–15:00']],
  ['two who meet', [shift('12:00–15:00'), shift('10:00–12:00')], []],
  ['two with a minute between', [shift('10:00–11:59'), shift('12:00–15:00')], ['11:59–12:00']],
  ['two who overlap', [shift('10:00–13:00'), shift('11:00–15:00')], []],
  ['one who was there before and stays after', [shift('9:00–26:00')], []],
  ['one of the day before, over midnight', [shift('0:00–2:00')], ['10:00–15:00']],
  ['a peer supporter alone', [shift('10:00–15:00', 'peer_supporter')], ['10:00–15:00']],
  ['reception alone', [shift('10:00–15:00', 'reception')], []],
])('open from 10:00 to 15:00 with %s', (_, shifts, gaps) => {
  expect(gapsOf([at('10:00–15:00')], shifts)).toEqual(gaps.map(at));
});

test('hours over midnight are covered by who is there over midnight', () => {
  const gaps = gapsOf([at('22:00–26:00')], [shift('22:00–24:00'), shift('25:00–26:00')]);
  expect(gaps).toEqual([at('24:00–25:00')]);
});

test('an hour that is published twice is one gap', () => {
  expect(gapsOf([at('10:00–12:00'), at('11:00–13:00')], [])).toEqual([at('10:00–13:00')]);
});

const spans = fc.array(
  fc.tuple(fc.nat(600), fc.integer({ min: 1, max: 200 })).map(([from, length]) => ({
    startsAt: new Date(from * 60_000),
    endsAt: new Date((from + length) * 60_000),
  })),
  { maxLength: 6 },
);
const shifts = spans.chain((all) =>
  fc.tuple(
    ...all.map((span) => fc.constantFrom(...SHIFT_ROLES).map((role) => ({ ...span, role }))),
  ),
);

test('what is covered and what is a gap are the published hours, and nothing is both', () => {
  fc.assert(
    fc.property(spans, shifts, (published, planned) => {
      const gaps = gapsOf(published, planned);
      const covered = without(published, gaps);
      expect(united([...gaps, ...covered])).toEqual(united(published));
      expect(minutesIn(gaps) + minutesIn(covered)).toBe(minutesIn(united(published)));
      for (const gap of gaps)
        expect(planned.filter((one) => keepsOpen(one) && overlap(one, gap))).toEqual([]);
    }),
  );
});
