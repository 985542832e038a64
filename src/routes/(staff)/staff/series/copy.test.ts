import fc from 'fast-check';
import { expect, test } from 'vitest';
import { copyOf } from './copy.ts';
import { emptyRule } from './rule-form.ts';
import { emptyForm } from './series-form.ts';

const TODAY = '2026-11-21';
const form = { ...emptyForm('', TODAY), title: '春の会' };
const rule = (over: object) => ({ ...emptyRule('2026-04-01'), ...over });
const copied = (over: object) => copyOf({ ...form, rules: [rule(over)] }, TODAY).rules[0];

test('a rhythm goes on from today, and its end that has passed is forgotten', () => {
  expect(copied({ repeats: 'week', until: '2026-06-30' })).toMatchObject({
    from: TODAY,
    until: '',
  });
  expect(copied({ repeats: 'week', until: '2027-03-31' })).toMatchObject({
    from: TODAY,
    until: '2027-03-31',
  });
});

test('a single day that has passed is left to be chosen', () => {
  expect(copied({ repeats: 'once' })).toMatchObject({ from: '' });
  expect(copied({ repeats: 'once', from: '2026-12-01' })).toMatchObject({ from: '2026-12-01' });
});

test('of a list of days those to come stay', () => {
  expect(copied({ repeats: 'dates', dates: '2026-05-01\n2026-11-21\n2027-02-03' })).toMatchObject({
    dates: '2026-11-21\n2027-02-03',
  });
});

test('nothing of a copy lies before today, and all else is as it was', () => {
  const date = fc.constantFrom('2025-12-31', '2026-11-20', '2026-11-21', '2027-01-01');
  fc.assert(
    fc.property(date, date, fc.array(date), (from, until, dates) => {
      const { rules, ...rest } = copyOf(
        { ...form, rules: [rule({ from, until, dates: dates.join('\n') })] },
        TODAY,
      );
      const { rules: _, ...before } = form;
      expect(rest).toEqual(before);
      const [one] = rules;
      const days = [one?.from, one?.until, ...(one?.dates.split('\n') ?? [])];
      expect(days.every((day) => day === '' || (day ?? '') >= TODAY)).toBe(true);
    }),
  );
});
