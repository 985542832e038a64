/** Shifts as a list: each row is planned as if somebody had typed it, or refused with its reason. */
import type { AccountViewer } from '#accounts';
import { columnsOf, type Cells } from '#imports';
import { now } from '#platform/clock';
import { db } from '#platform/db';
import type { SheetRefusalKind } from '#platform/sheets';
import { readSheet } from '#platform/sheets/server';
import { localDate, timeOf } from '#platform/tokyo';
import { readDate, readTimes } from '#platform/written';
import { USUAL_TALKS } from '../shift.ts';
import type { RowOutcome, ShiftInput } from './input.ts';
import { ownRoster, refuseRoster } from './own-roster.server.ts';
import { membersAt, type MemberAt } from './people-queries.server.ts';
import { planShift } from './planning.server.ts';

const COLUMNS = {
  date: ['日付', '日', 'date'],
  starts: ['開始', '開始時刻', 'はじまり', 'start'],
  ends: ['終了', '終了時刻', 'おわり', 'end'],
  who: ['ログイン名', 'ログイン', '名前', '氏名', 'login', 'name'],
  role: ['役割', 'role'],
} as const;
type Field = keyof typeof COLUMNS;

const MOST_ROWS = 500;

interface ListRead {
  rows: { line: number; said: string; outcome: RowOutcome }[];
}

/** Every row is in the answer, in its order; for whoever keeps the window's shifts. */
export async function planList(
  viewer: AccountViewer,
  windowId: string,
  bytes: Uint8Array,
): Promise<ListRead | { refused: SheetRefusalKind | 'columns' } | 'not_found'> {
  const roster = await ownRoster(viewer, windowId);
  if (roster === 'not_found') return roster;
  if (!roster.keepsAll) return refuseRoster(viewer, roster);
  const sheet = await readSheet(bytes);
  if ('refused' in sheet) return { refused: sheet.refused };
  if (sheet.rows.length > MOST_ROWS) return { refused: 'too_many_rows' };
  const { has, cellsOf } = columnsOf(COLUMNS, sheet.heads);
  if (!(['date', 'starts', 'ends', 'who'] as const).every(has)) return { refused: 'columns' };
  const members = await membersAt(db, roster.organisationId);
  const rows: ListRead['rows'] = [];
  for (const row of sheet.rows) {
    const done = await planShift(viewer, windowId, shiftIn(cellsOf(row), members));
    if (done === 'not_found') return done;
    rows.push({ line: row.line, said: row.cells.join('、'), outcome: outcomeOf(done) });
  }
  return { rows };
}

function outcomeOf(done: Exclude<Awaited<ReturnType<typeof planShift>>, 'not_found'>): RowOutcome {
  if (typeof done === 'string') return done;
  if ('without' in done) return 'planned';
  return Object.values(done.problems).find((problem) => problem !== undefined) ?? 'date';
}

/** What cannot be read stays as it is written, and is refused as if typed. */
function shiftIn(cell: Cells<Field>, members: MemberAt[]): ShiftInput {
  const member = memberNamed(cell('who'), members);
  return {
    accountId: member?.accountId ?? '',
    role: roleIn(cell('role')) ?? member?.roles[0] ?? '',
    date: readDate(cell('date'), localDate(now()))?.date ?? cell('date'),
    startsAt: timeIn(cell('starts')),
    endsAt: timeIn(cell('ends')),
    capacity: USUAL_TALKS,
  };
}

/** By login, or by a name that only one has. */
function memberNamed(who: string, members: MemberAt[]): MemberAt | undefined {
  const byName = members.filter(({ name }) => plainName(name) === plainName(who));
  return (
    members.find(({ login }) => login === who) ?? (byName.length === 1 ? byName[0] : undefined)
  );
}

const plainName = (name: string): string => name.normalize('NFKC').replace(/\s/gu, '');

/** In the words of the page, of either language, or as the database writes it. */
function roleIn(text: string): string | undefined {
  if (/受付|reception/iu.test(text)) return 'reception';
  if (/ピア|peer/iu.test(text)) return 'peer_supporter';
  return /相談|counsel|window/iu.test(text) ? 'window_staff' : text || undefined;
}

/** One time alone: of a stretch, or below zero, nobody knows what is meant. */
function timeIn(text: string): string {
  const [time, another] = readTimes(text);
  const isOne = time?.endsAtMinute === null && !another && !/^\s*[-−]/u.test(text);
  return isOne ? timeOf(time.startsAtMinute) : text;
}
