/** Calendars, lists and figures leave the portal: nothing of a talk goes with them, nor that there was one. */
import { globSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { randomUUID } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import type { AccountViewer } from '#accounts';
import { giveDutyCalendar } from '#duty/server';
import { LIST_SHAPES } from '#windows';
import { boardOf, handOverRecords, writeNote } from '#urgent/server';
import { useFakeClock } from '../support/clock.ts';
import { ask, answers } from '../support/hand-over.ts';
import { anAccount } from '../support/organisations.ts';
import { aTalkBeforeAndAfter } from '../support/talk-at-desk.ts';

/** A talk that went on and is about to go on again, with a note beside it. */
async function scene() {
  useFakeClock('2026-11-26T20:00:00+09:00');
  const talk = await aTalkBeforeAndAfter();
  const { contactId, person, second, town } = talk;
  await writeNote(second.viewer, { contactId, noteId: randomUUID(), note: 'メモのこと' });
  expect(await ask({ first: second, contactId, town })).toBe('asked');
  expect(await answers({ person, contactId }, { passes: 'talk' })).toBe('allowed');
  const organisation = second.organisationId;
  const roles = ['admin', 'supervisor', 'publisher', 'window_staff', 'expert'] as const;
  const everything = { ...(await anAccount(organisation, ...roles)), operator: true };
  return { ...talk, organisation, viewer: { ...everything, coordinatesPrefCode: town.prefCode } };
}
type Scene = Awaited<ReturnType<typeof scene>>;

const tellsOf = ({ contactId, roomId }: Scene, text: string) =>
  [contactId, roomId, 'ナギ', 'はじめの言葉', '前の話', 'あとの話', 'メモのこと'].filter((told) =>
    text.includes(told),
  );

/** What its address names, for each file that anybody of the staff, or anybody at all, can take along. */
const FILES: Record<
  string,
  (at: Scene) => Record<string, string> | Promise<Record<string, string>>
> = {
  'feeds/duty/[secret].ics': async ({ second }) => ({
    secret: await giveDutyCalendar(second.viewer),
  }),
  'lists/windows/[shape]/[file]': ({ town }) => ({
    ...{ shape: LIST_SHAPES[0], file: `${town.prefCode}.csv` },
  }),
  'lists/areas/[file]': ({ town }) => ({ file: `${town.code5}.csv` }),
  'lists/organisations/[file]': ({ organisation }) => ({ file: `${organisation}.csv` }),
  '(staff)/staff/attendance/[file]': () => ({ file: '2026-11.csv' }),
  healthz: () => ({}),
};
/** Public dates, pictures, ways out, and what a person has of their own sign-ups. */
const OTHERS = [
  ...['feeds/tsudoi.ics', 'feeds/tsudoi.rss'],
  ...['portraits/[file]', '(staff)/staff/account/portrait/picture', '(public)/leave', 'readyz'],
  ...['feeds/mine/[secret].ics', '(public)/receipt/[signup]/calendar', 'metrics'],
];

const ROUTES = path.join(import.meta.dirname, '../../src/routes');

async function fileFor(route: string, params: Record<string, string>, viewer: AccountViewer) {
  const url = new URL(`http://localhost/${route}`);
  const file = path.join(ROUTES, route, '+server.ts');
  const { GET } = (await import(file)) as { GET: (event: unknown) => Promise<Response> };
  const request = new Request(url);
  return GET({ params, url, request, locals: { account: viewer }, setHeaders: () => undefined });
}

describe('of a talk nothing leaves', () => {
  test.each(Object.entries(FILES))('with %s', async (route, paramsOf) => {
    const at = await scene();
    const response = await fileFor(route, await paramsOf(at), at.viewer);
    expect(response.status).toBe(200);
    const text = await response.text();
    expect(text).not.toBe('');
    expect(tellsOf(at, text)).toEqual([]);
  });

  test('with any other file: a new one wants its line', async () => {
    const found = globSync('**/+server.ts', { cwd: ROUTES });
    const reading = await Promise.all(
      found.map(async (file) => {
        const source = await readFile(path.join(ROUTES, file), 'utf8');
        return /export (async )?(const|function) GET/.test(source) ? [path.dirname(file)] : [];
      }),
    );
    expect(reading.flat().sort()).toEqual([...Object.keys(FILES), ...OTHERS].sort());
  });

  test('by the board but numbers, and by the records but which window to which', async () => {
    const at = await scene();
    const shown = [await boardOf(at.viewer), await handOverRecords(at.viewer, at.organisation)];
    expect(shown).not.toContain(undefined);
    expect(tellsOf(at, JSON.stringify(shown))).toEqual([]);
  });
});
