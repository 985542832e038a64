/** Whatever stands in the address of a public page, feed or list: it answers, leads on within the site, or is not found. */
import { beforeAll, describe, expect, test } from 'vitest';
import { load as area } from '../../src/routes/(public)/areas/[code5]/+page.server.ts';
import { load as leaflet } from '../../src/routes/(public)/areas/[code5]/leaflet/+page.server.ts';
import { load as areas } from '../../src/routes/(public)/areas/+page.server.ts';
import { load as display } from '../../src/routes/(public)/display/+page.server.ts';
import { load as organisation } from '../../src/routes/(public)/organisations/[id]/+page.server.ts';
import { load as places } from '../../src/routes/(public)/places/+page.server.ts';
import { load as apply } from '../../src/routes/(public)/publishers/apply/+page.server.ts';
import { load as session } from '../../src/routes/(public)/sessions/[occurrence]/+page.server.ts';
import { load as sessions } from '../../src/routes/(public)/sessions/+page.server.ts';
import { load as window } from '../../src/routes/(public)/windows/[id]/+page.server.ts';
import { load as windows } from '../../src/routes/(public)/windows/+page.server.ts';
import { GET as eventsOfTown } from '../../src/routes/lists/areas/[file]/+server.ts';
import { GET as eventsOfOrganisation } from '../../src/routes/lists/organisations/[file]/+server.ts';
import { GET as desks } from '../../src/routes/lists/windows/[shape]/[file]/+server.ts';
import { GET as portrait } from '../../src/routes/portraits/[file]/+server.ts';
import { destinationOf } from '../../src/routes/(staff)/signed-in.server.ts';
import { loadReferenceData } from '#areas/server';
import { db } from '#platform/db';
import { calendarFeed, newsFeed, type Feed } from '#schedule/server';
import { anOccurrence } from '../support/schedule.ts';

beforeAll(async () => {
  await loadReferenceData(db);
  await anOccurrence({ starts_at: new Date(Date.now() + 86_400_000) });
});

const WORDS = [
  '',
  '\u0000',
  '%',
  '_\\',
  "' or 1=1 --",
  '(((((((((a*)*)*)*)+$',
  '[[:alpha:]]',
  'あ'.repeat(20_000),
  'か\u3099'.repeat(5_000),
  '\u202e\u2066\u200b',
  '\ud800',
  '東京都'.repeat(3_000),
  '🏳️‍🌈'.repeat(2_000),
  '<script>alert(1)</script>',
  '1e308',
  '-1',
  '0001-01-01',
  '2099-12-31',
  '2026-02-30',
  '9999-12-31',
  '2000-01-01',
  '275760-09-13',
  '13116',
  '13000',
  '00000000-0000-0000-0000-000000000000',
];

const NAMES = [
  ...['q', 'area', 'from', 'page', 'kind', 'time', 'method', 'view', 'reach', 'organisation'],
  ...['series', 'district', 'postal', 'month', 'size', 'prefecture', 'told', 'of', 'step', 'for'],
];

type Page = (event: never) => unknown;

/** As its address gives it, but for the writing of the file. */
const feed =
  (verb: typeof calendarFeed) =>
  async ({ url }: { url: URL }): Promise<Feed | Response> => {
    const asked = await verb(url.searchParams);
    if (asked === 'not_found') return new Response(null, { status: 404 });
    await asked.read();
    return asked;
  };

const PAGES: [string, Page][] = Object.entries({
  ...{ areas, area, leaflet, sessions, session, places, windows, window, organisation, apply },
  ...{ display, calendar: feed(calendarFeed), news: feed(newsFeed) },
});

const inPath = (value: string) => ({
  ...{ code5: value, id: value, occurrence: value, file: value },
  shape: 'tokyo',
});

/** What the page does with it, as the one who asks sees it. */
async function answered(
  page: Page,
  query: string,
  params: Record<string, string> = inPath('13116'),
): Promise<number> {
  const url = new URL(`http://localhost/?${query}`);
  const event = {
    ...{ url, params, request: new Request(url), locals: { account: null, participant: null } },
    ...{ setHeaders: () => undefined, cookies: { get: () => undefined } },
  };
  try {
    const answer = await page(event as never);
    return answer instanceof Response ? answer.status : 200;
  } catch (thrown) {
    if (!thrown || typeof thrown !== 'object' || !('status' in thrown)) throw thrown;
    if ('location' in thrown) expect(thrown.location).toMatch(/^\/(?!\/)/u);
    return Number(thrown.status);
  }
}

describe.each(PAGES)('%s', (_, page) => {
  test('answers whatever is asked for', async () => {
    const seen = new Set<number>();
    for (const value of WORDS) {
      const all = new URLSearchParams(NAMES.map((name) => [name, value]));
      seen.add(await answered(page, all.toString()));
    }
    expect([...seen].filter((status) => ![200, 303, 404].includes(status))).toEqual([]);
  });
});

test.each(
  Object.entries({
    ...{ area, leaflet, session, window, organisation },
    ...{ eventsOfTown, eventsOfOrganisation, desks, portrait },
  }),
)('%s is not found by what names none', async (_, page: Page) => {
  for (const word of WORDS.filter((one) => !/^1\d{4}$/.test(one)))
    for (const value of [word, `${word}.csv`, `${word}.xlsx`, `${word}.webp`])
      expect([404]).toContain(await answered(page, '', inPath(value)));
});

test('the way back from the display is one of our own, however it is written', async () => {
  const from = async (path: string) => {
    const url = new URL(`http://localhost/display?${new URLSearchParams({ from: path })}`);
    const event = { url, cookies: { get: () => undefined }, setHeaders: () => undefined };
    return ((await display(event as never)) as { from: string }).from;
  };
  expect(await from('/areas/13116?district=unknown')).toBe('/areas/13116?district=unknown');
  for (const path of [
    ...['//elsewhere.example', '/\\elsewhere.example', '/\t/elsewhere.example', 'elsewhere'],
    ...['/..//elsewhere.example', '/.//elsewhere.example', '/a/%2e%2e//elsewhere.example'],
    ...['https://elsewhere.example/', 'javascript:alert(1)', 'http://own.invalid/', '\u0000'],
  ])
    expect(await from(path)).toBe('/');
});

test('nobody is led elsewhere by signing in', () => {
  expect(destinationOf('/staff/series/new')).toBe('/staff/series/new');
  for (const path of [
    ...['//elsewhere.example', '/staff//elsewhere.example', '/staff/..//elsewhere.example'],
    ...['/staff\\elsewhere', '/staff?to=//x', '/staffs', 'https://elsewhere.example/staff', '/me'],
    ...['/staff\n', '/publishers?organisation=a&b', `/staff/${'a/'.repeat(5)}/`],
  ])
    expect(destinationOf(path)).toBe('/staff');
});
