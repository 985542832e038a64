/** Shifts handed in as a list: every row is answered, and nothing is dropped silently. */
import { beforeEach, expect, test } from 'vitest';
import type { AccountViewer, OrganisationId } from '#accounts';
import { planList } from '#duty/server';
import { db } from '#platform/db';
import { formatSpan } from '#ui';
import { aRoster } from '../support/roster.ts';
import { anAccount, anOrganisation } from '../support/organisations.ts';

let organisation: OrganisationId;
let desk: string;
let admin: AccountViewer;
let ono: AccountViewer;
let login: string;

beforeEach(async () => {
  ({ organisation, desk, admin, ono } = await aRoster());
  ({ login } = await db
    .updateTable('accounts')
    .set({ display_name: '小野 圭' })
    .where('id', '=', ono.accountId)
    .returning('login')
    .executeTakeFirstOrThrow());
});

const handIn = (text: string, viewer = admin) =>
  planList(viewer, desk, new TextEncoder().encode(text));
const HEADS = '日付,開始,終了,ログイン名,役割\r\n';

test('each row is a shift, or refused with its reason, in the order of the list', async () => {
  const done = await handIn(
    HEADS +
      [
        `2026/12/5,8時30分,12:30,${login},相談員`,
        '12月5日,22:00,26:00,小野　圭,',
        `2026-12-05,12:00,13:00,${login},相談員`,
        '2026-12-06,10:00,12:00,だれか,相談員',
        `2026-12-06,10:00,12:00,${login},ピア`,
        `2026-02-30,10:00,12:00,${login},`,
        `2026-12-06,朝,12:00,${login},`,
        `2026-11-01,10:00,12:00,${login},受付`,
        `2026-12-06,10:00,12:00,${login},受付`,
      ].join('\r\n'),
  );
  expect(done !== 'not_found' && 'rows' in done && done.rows.map(({ outcome }) => outcome)).toEqual(
    [
      ...['planned', 'planned', 'overlaps', 'person', 'person'],
      ...['date', 'starts', 'past', 'planned'],
    ],
  );
  const planned = await db
    .selectFrom('shifts')
    .select(['starts_at', 'ends_at', 'role'])
    .where('window_id', '=', desk)
    .orderBy('starts_at')
    .execute();
  expect(planned.map((row) => [formatSpan(row.starts_at, row.ends_at, 'ja'), row.role])).toEqual([
    ['12月5日（土） 8:30–12:30', 'window_staff'],
    ['12月5日（土） 22:00–翌2:00', 'window_staff'],
    ['12月6日（日） 10:00–12:00', 'reception'],
  ]);
});

test('times past midnight, a row twice and a list of an old office machine are read as they are meant', async () => {
  const done = await handIn(
    HEADS +
      [
        `2026-12-05,22:00,25:00,${login},`,
        `2026-12-05,22:00,25:00,${login},`,
        `2026-12-06,25:00,26:00,${login},`,
        `2026-12-06,9:00,,${login},`,
        `2062-12-06,9:00,10:00,${login},`,
        `2026-12-06,9:00〜12:00,13:00,${login},`,
        `2026-12-06,-1:00,10:00,${login},`,
        `,,,,`,
        `"=1+1",9:00,10:00,"${login}",`,
      ].join('\r\n'),
  );
  expect(done !== 'not_found' && 'rows' in done && done.rows).toEqual(
    [
      ['2026-12-05、22:00、25:00', 'planned'],
      ['2026-12-05、22:00、25:00', 'overlaps'],
      ['2026-12-06、25:00、26:00', 'starts'],
      ['2026-12-06、9:00、', 'ends'],
      ['2062-12-06、9:00、10:00', 'far'],
      ['2026-12-06、9:00〜12:00、13:00', 'starts'],
      ['2026-12-06、-1:00、10:00', 'starts'],
      ['=1+1、9:00、10:00', 'date'],
    ].map(([said, outcome], n) => ({
      line: n < 7 ? n + 2 : 10,
      said: `${said}、${login}、`,
      outcome,
    })),
  );
  // 日付,開始,終了,名前 / 2026-12-07,9:00,12:00,小野 圭
  const shiftJis = Buffer.from(
    '93fa95742c8a4a8e6e2c8f4997b92c96bc914f0d0a' +
      '323032362d31322d30372c393a30302c31323a30302c8fac96ec208c5c0d0a',
    'hex',
  );
  expect(await planList(admin, desk, shiftJis)).toMatchObject({ rows: [{ outcome: 'planned' }] });
});

test('a name that two have is nobody', async () => {
  const other = await anAccount(organisation, 'window_staff');
  await db
    .updateTable('accounts')
    .set({ display_name: '小野 圭' })
    .where('id', '=', other.accountId)
    .execute();
  expect(await handIn(`${HEADS}2026-12-06,10:00,12:00,小野圭,`)).toMatchObject({
    rows: [{ line: 2, outcome: 'person' }],
  });
});

test('what is no list, has not its columns or too many rows is refused whole', async () => {
  expect(await handIn('')).toEqual({ refused: 'empty' });
  expect(await handIn('日付,名前\r\n2026-12-06,小野圭')).toEqual({ refused: 'columns' });
  const row = `2026-12-06,10:00,12:00,${login},\r\n`;
  expect(await handIn(HEADS + row.repeat(501))).toEqual({ refused: 'too_many_rows' });
});

test('only whoever keeps all shifts hands in a list', async () => {
  const row = `${HEADS}2026-12-06,10:00,12:00,${login},`;
  expect(await handIn(row, ono)).toBe('not_found');
  const stranger = await anAccount(await anOrganisation(), 'admin');
  expect(await handIn(row, stranger)).toBe('not_found');
});
