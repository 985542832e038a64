import { expect, test } from 'vitest';
import { differences } from './differences.ts';
import { emptyHours } from './hours-form.ts';
import { emptyWindowForm, type WindowForm } from './window-form.ts';

const NAMES = new Map([
  ['hall', '豊島区'],
  ['npo', 'よりみちの会'],
  ['east', '東地区'],
]);
const saved: WindowForm = {
  ...emptyWindowForm('hall', '東京都 豊島区'),
  name: 'よりみち相談',
  methods: ['phone', 'mail'],
};
const between = (typed: Partial<WindowForm>, now: Partial<WindowForm> = {}) =>
  differences({ ...saved, ...typed }, { ...saved, ...now }, (id) => NAMES.get(id) ?? '');

test('two forms that say the same differ in nothing, whatever was pressed first', () => {
  expect(between({})).toEqual([]);
  expect(
    between({ methods: ['mail', 'phone'], receives: '一行\r\n二行 ' }, { receives: '一行\n二行' }),
  ).toEqual([]);
});

test('what was typed stands beside what is saved by now, and nothing else does', () => {
  expect(between({ accessibility: '段差なし' }, { leadDepartment: '社会福祉課' })).toEqual([
    { term: '所管課', text: '', before: '社会福祉課' },
    { term: 'バリアフリー', text: '段差なし', before: '' },
  ]);
});

test('choices, ticks, districts and organisations are told by name', () => {
  const parts = [{ organisationId: 'npo', part: 'operating' }];
  const told = between(
    { takesHomeVisits: true, familyOnly: 'yes' },
    { districts: ['east'], organisationId: 'npo', parts, level: 'shared' },
  );
  expect(told.map(({ text, before }) => [text, before])).toEqual([
    ['豊島区', 'よりみちの会'],
    ['ご家族だけでも相談できます', 'まだわからない'],
    ['○', ''],
    ['市区町村の窓口', '広い地域の窓口'],
    ['', '東地区'],
    ['', '運営 よりみちの会'],
  ]);
});

test('hours are read back; those that nobody can read yet stand as they were typed', () => {
  const monday = { ...emptyHours(), weekdays: ['1'], opens: '9:00', closes: '17:00' };
  const [read] = between({ hours: [{ ...monday, closes: '12時' }] }, { hours: [monday] });
  expect(read).toMatchObject({
    text: '月曜 9:00–12:00（祝日・年末年始は休み）',
    before: '月曜 9:00–17:00（祝日・年末年始は休み）',
  });
  const [unread] = between({ hours: [{ ...monday, closes: '夕方' }] }, { hours: [monday] });
  expect(unread?.text).toBe('9:00–夕方');
});

test('a single date is told as a day, and one that is none as it was typed', () => {
  const closed = { date: '2026-12-28', opens: '', closes: '', note: '棚おろし' };
  const [told] = between({ exceptions: [{ ...closed, date: 'いつか' }] }, { exceptions: [closed] });
  expect(told).toMatchObject({
    text: 'いつか 棚おろし',
    before: '12月28日（月） 休み（棚おろし）',
  });
});
