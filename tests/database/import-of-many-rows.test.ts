/** A very long list keeps nobody waiting, and is shown as it comes. */
import { expect, test } from 'vitest';
import { confirmImport, findImport, handIn, importTasks } from '#imports/server';
import { now } from '#platform/clock';
import { IMPORTED_LISTS } from '../../src/imported-lists.server.ts';
import type { ImportRecord } from '../../src/imports/import-record.ts';
import { useFakeClock } from '../support/clock.ts';
import { longestTurnOf } from '../support/longest-turn.ts';
import { anAccount, anOrganisation } from '../support/organisations.ts';

const ROWS = 50_000;
const SERIES = 5_000;

/** Events of five thousand names, each on ten rows that differ in their number alone. */
const list = (): Uint8Array =>
  new TextEncoder().encode(
    [
      '市区町村コード,NO,イベント名,開始日,開始時間,終了時間,場所名称,説明',
      ...Array.from(
        { length: ROWS },
        (_, n) =>
          `131164,${n + 1},家族のつどい ${n % SERIES},2026-12-05,13:30,15:00,区民センター,お茶を飲みながら`,
      ),
    ].join('\r\n'),
  );

/** Does the work while somebody asks for the page again and again: what they were shown, and how long any turn took. */
async function watched(work: () => Promise<unknown>, look: () => Promise<number>) {
  let on = true;
  const seen: number[] = [];
  const looking = (async () => {
    while (on) {
      seen.push(await look());
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  })();
  const longest = await longestTurnOf(work);
  on = false;
  await looking;
  return { seen, longest };
}

/** Of this thread's own work between two turns: what somebody who talks meanwhile does not notice. */
const A_TURN_MS = 250;

function expectTurnsAndGrowth({ seen, longest }: Awaited<ReturnType<typeof watched>>): void {
  expect(longest).toBeLessThan(A_TURN_MS);
  expect(seen).toEqual(seen.toSorted((one, other) => one - other));
  expect(new Set(seen.filter((rows) => rows > 0 && rows < ROWS)).size).toBeGreaterThan(3);
}

// Without a limit: a busy machine may take long, and whoever waits meanwhile must not notice.
test('50,000 rows leave others their turn, are shown as they come, and are all accounted for', async () => {
  useFakeClock('2026-11-21T03:00:00Z');
  const organisationId = await anOrganisation({ pref_code: '13', code5: '13116' });
  const publisher = await anAccount(organisationId, 'publisher');
  const file = { kind: 'events' as const, fileName: '行事一覧.csv', organisationId };
  const id = await handIn(publisher, { ...file, bytes: list() }, IMPORTED_LISTS);
  if (typeof id !== 'string') throw new Error(JSON.stringify(id));
  const look = async (): Promise<ImportRecord> => {
    const all = { outcome: null, reason: null, page: 1 };
    const found = await findImport(publisher, id, all, IMPORTED_LISTS);
    if (!found) throw new Error('the import is not there');
    return found;
  };
  const [importing] = importTasks(IMPORTED_LISTS);
  const work = async () => importing?.run(now());

  expectTurnsAndGrowth(await watched(work, async () => (await look()).rowsRead));
  expect(await look()).toMatchObject({
    state: 'previewed',
    total: ROWS,
    outcomes: { accepted: ROWS, repaired: 0, refused: 0 },
  });
  expect(await confirmImport(publisher, id, IMPORTED_LISTS)).toBe('confirmed');
  expectTurnsAndGrowth(await watched(work, async () => (await look()).rowsDone));
  expect((await look()).changes).toMatchObject({ created: SERIES, updated: 0, kept: 0 });
}, 0);
