/** From a place where people sit together to everybody who looks for one: one tap. */
import type { Page } from '@playwright/test';
import { expect, expectNoSeriousAxeFindings, test } from '../support/journey.ts';
import { rowsOf } from '../support/rows.ts';
import { signIn } from '../support/sign-in.ts';

const TITLE = '居場所 ひだまり（e2e）';

/** Open since an hour, of this day, and for two more, of the organisation that the demonstration's minato works for. */
async function aPlaceOpenNow(databaseUrl: string): Promise<{ id: string; organisation: string }> {
  const [place] = await rowsOf<{ id: string; organisation: string }>(
    databaseUrl,
    `with place as (
       insert into series (organisation_id, kind, state, title, format, pref_code, code5, place_name)
       select m.organisation_id, 'gathering_place', 'published', $1, 'onsite', '33', '33208', '平屋'
       from accounts a join memberships m on m.account_id = a.id where a.login = 'minato' limit 1 returning id, organisation_id)
     insert into occurrences (series_id, kind, original_start, starts_at, ends_at, origin)
     select id, 'gathering_place', at, at, at + interval '3 hours', 'rule'
     from place, (select greatest(now() - interval '1 hour', date_trunc('day', now(), 'Asia/Tokyo')) as at) as start
     returning id, (select organisation_id from place) as organisation`,
    [TITLE],
  );
  if (!place) throw new Error('no place');
  return place;
}

/** The page follows the house once its socket has said which places it shows: over polling, or a web socket if that was quicker. */
async function readerOf(page: Page, address: string) {
  const watches = (sent: string | Buffer | null) => Boolean(sent?.includes('occurrences:watch'));
  const watching = new Promise<unknown>((resolve) => {
    page.on('requestfinished', (request) => watches(request.postData()) && resolve(request));
    page.on('websocket', (socket) =>
      socket.on('framesent', ({ payload }) => watches(payload) && resolve(payload)),
    );
  });
  await page.goto(address);
  await watching;
  return page;
}

// No page asks again by itself: what stands there was told. That it takes no second `tests/realtime/tending.test.ts` shows.
test('静か, にぎやか, closed for today: one tap on a phone, shown everywhere at once', async ({
  page,
  person,
  portal,
}) => {
  const { id, organisation } = await aPlaceOpenNow(portal.databaseUrl);
  await page.setViewportSize({ width: 390, height: 844 });
  await signIn(page, 'minato', '/staff/places');
  await expectNoSeriousAxeFindings(page);
  const here = page.locator('section').filter({ hasText: TITLE });
  await expect(here).toBeVisible();

  const list = await readerOf(await person(), '/places?area=33208');
  const itsPage = await readerOf(await person(), `/sessions/${id}`);
  const english = await readerOf(await person(), '/en/places?area=33208');
  const elsewhere = await Promise.all(
    ['/sessions?area=33208', '/areas/33208', `/organisations/${organisation}`].map(
      async (address) => readerOf(await person(), address),
    ),
  );
  const told = (reader: Page) => reader.locator(`[data-place="${id}"]`).first();
  await expect(told(list)).toBeHidden();

  await here.getByRole('button', { name: '静か' }).click();
  await expect(page.getByText('「静か」と伝えました')).toBeVisible();
  await expect(told(list)).toHaveText(/^静か/);
  await expect(told(itsPage)).toBeVisible();
  await expect(told(english).getByText('Quiet')).toBeVisible();
  for (const reader of elsewhere) await expect(told(reader)).toHaveText(/^静か/);

  await here.getByRole('button', { name: 'にぎやか' }).click();
  await expect(told(list).getByText('にぎやか')).toBeVisible();

  await here.getByRole('button', { name: '今日はお休みにする' }).click();
  await expect(told(list).getByText('今日はお休みになりました')).toBeVisible();
  await expect(itsPage.getByText('お休み', { exact: true }).first()).toBeVisible();
  await expectNoSeriousAxeFindings(page);

  await here.getByRole('button', { name: 'やはり開く' }).click();
  await expect(list.getByText('いま開いています').first()).toBeVisible();
});

test('without script the place is told of as well', async ({ person, portal }) => {
  await aPlaceOpenNow(portal.databaseUrl);
  const page = await person({ javaScriptEnabled: false });
  await signIn(page, 'minato', '/staff/places');
  await page.getByRole('button', { name: 'ふつう' }).first().click();
  await expect(page.getByText('「ふつう」と伝えました').first()).toBeVisible();
});
