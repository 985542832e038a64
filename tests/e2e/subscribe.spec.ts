/** What a calendar or a reader meets that follows the dates of a town. */
import ICAL from 'ical.js';
import { anEveningIn } from '../support/evening.ts';
import { expect, test } from '../support/journey.ts';

const FEEDS = ['/sessions?area=13116&kind=family', '/areas/13116'];

test('what one looks at can be followed by one link, without script', async ({
  person,
  portal,
}) => {
  const page = await person({ javaScriptEnabled: false });
  for (const path of FEEDS) {
    await page.goto(path);
    const webcal = await page
      .getByRole('link', { name: 'カレンダーに登録する' })
      .getAttribute('href');
    const plain = await page
      .getByRole('link', { name: '登録用のアドレス（.ics）' })
      .getAttribute('href');
    expect(webcal).toBe(plain?.replace(/^http:/, 'webcal:'));
    expect(plain).toContain(`${portal.url}/feeds/tsudoi.ics?area=13116`);
    const rss = page.locator('link[rel="alternate"][type="application/rss+xml"]');
    await expect(rss).toHaveAttribute('href', /\/feeds\/tsudoi\.rss\?area=13116/);
    const answer = await page.request.get(plain ?? '');
    expect(answer.headers()['content-type']).toBe('text/calendar; charset=utf-8');
    expect(answer.headers()['content-disposition']).toBe('inline; filename="tsudoi.ics"');
    const calendar = new ICAL.Component(ICAL.parse(await answer.text()) as unknown[]);
    expect(calendar.getAllSubcomponents('vevent').length).toBeGreaterThan(0);
  }
});

test('what has not changed is not sent again, and what has is', async ({ request, portal }) => {
  const address = '/feeds/tsudoi.ics?kind=family';
  const first = await request.get(address);
  const etag = first.headers()['etag'] ?? '';
  const again = await request.get(address, { headers: { 'if-none-match': etag } });
  expect(again.status()).toBe(304);
  expect(again.headers()['etag']).toBe(etag);
  expect((await request.get(`/en${address}`)).headers()['etag']).not.toBe(etag);
  await anEveningIn(portal.databaseUrl, { title: '夜のつどい・たより', capacity: 5 });
  const changed = await request.get(address, { headers: { 'if-none-match': etag } });
  expect(changed.status()).toBe(200);
  expect((await changed.text()).replaceAll('\r\n ', '')).toContain('夜のつどい・たより');
});

test('a browser’s own reader of XML takes the news for RSS', async ({ page }) => {
  await page.goto('/areas/13116');
  const read = await page.evaluate(async () => {
    const text = await (await fetch('/feeds/tsudoi.rss?area=13116')).text();
    const xml = new DOMParser().parseFromString(text, 'application/xml');
    return {
      broken: xml.querySelector('parsererror')?.textContent ?? null,
      root: xml.documentElement.tagName,
      items: xml.querySelectorAll('channel > item > title').length,
    };
  });
  expect(read).toMatchObject({ broken: null, root: 'rss' });
  expect(read.items).toBeGreaterThan(0);
});

test('an unknown town is no feed of everything', async ({ request }) => {
  expect((await request.get('/feeds/tsudoi.ics?area=ぬぬぬ町')).status()).toBe(404);
});
