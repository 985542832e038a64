/**
 * From asking to be told, over the place that comes free, to one sentence on a device, and to silence. No push service of
 * the world is asked: the browser's subscription leads to one of the test's own, and what came there is handed to the
 * browser's worker as it would be (`ServiceWorker.deliverPushMessage`).
 */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { BrowserContext, Page } from '@playwright/test';
import { wholeBrowserOptions } from '../support/browser.ts';
import { anEveningIn } from '../support/evening.ts';
import { expect, expectNoSeriousAxeFindings, test as base } from '../support/journey.ts';
import { startPortal, type Portal } from '../support/portal.ts';
import { rowsOf } from '../support/rows.ts';
import { signIn } from '../support/sign-in.ts';
import { newBrowser, openPushService, readMessage, type Browser } from '../support/pushed.ts';
import { signUpAs } from '../support/sign-up-as.ts';

const service = await openPushService();

const test = base.extend<object, { portal: Portal }>({
  portal: [
    async ({}, use) => {
      const weather = createServer((_, response) => response.end('weather')).listen(0);
      const portal = await startPortal({
        PUSH_CONTACT: 'mailto:portal@example.lg.jp',
        PUSH_TEST_SERVICE: service.url,
        LEAVE_URL: `http://localhost:${(weather.address() as AddressInfo).port}/`,
      });
      await use(portal);
      await portal.stop();
      weather.close();
      service.close();
    },
    { scope: 'worker' },
  ],
  // Leaving is the one request that goes elsewhere.
  watch: async ({ portal }, use) => {
    void portal;
    await use({ complaints: [] });
  },
});

test.use({ launchOptions: wholeBrowserOptions() });

const SENTENCE = 'お知らせがあります。';

/** In the browser: its push manager answers as one that reaches a push service would. */
function answerSubscriptions({ endpoint, p256dh, auth }: Browser['subscription']): void {
  const subscription = {
    endpoint,
    toJSON: () => ({ endpoint, keys: { p256dh, auth } }),
    unsubscribe: () => Promise.resolve(localStorage.removeItem('subscribed') === undefined),
  };
  PushManager.prototype.subscribe = () => {
    localStorage.setItem('subscribed', 'yes');
    return Promise.resolve(subscription as unknown as PushSubscription);
  };
  PushManager.prototype.getSubscription = () =>
    Promise.resolve(
      localStorage.getItem('subscribed') ? (subscription as unknown as PushSubscription) : null,
    );
}

const card = (page: Page) => page.locator('#notices');
const tellMe = (page: Page) => page.getByRole('button', { name: 'この端末に知らせる' });

/** Where a page stands scrolled, its head covers links that nobody is about to press. */
async function expectNoSeriousAxeFindingsFromTheTop(page: Page): Promise<void> {
  await page.evaluate(() => scrollTo(0, 0));
  await expectNoSeriousAxeFindings(page);
}

async function ask(page: Page): Promise<void> {
  await tellMe(page).click();
  await expect(card(page).getByText('この端末に知らせます。', { exact: true })).toBeVisible();
}

const workersOf = (page: Page) =>
  page.evaluate(async () =>
    (await navigator.serviceWorker.getRegistrations()).map(({ scope }) => new URL(scope).pathname),
  );

/** The quiet minute, or the night, is over. */
const itIsTime = (portal: Portal) =>
  rowsOf(
    portal.databaseUrl,
    'update push_subscriptions set due_at = now() where due_at is not null',
  );

/** As the browser does with what it got for this portal; what is shown then. */
async function deliver(context: BrowserContext, page: Page, data: string) {
  const browser = await context.newCDPSession(page);
  const registered = new Promise<string>((resolve) =>
    browser.on('ServiceWorker.workerRegistrationUpdated', ({ registrations }) => {
      const own = registrations.find(({ scopeURL }) => scopeURL.endsWith('/notices/me/'));
      if (own) resolve(own.registrationId);
    }),
  );
  await browser.send('ServiceWorker.enable');
  const { origin } = new URL(page.url());
  const registrationId = await registered;
  await browser.send('ServiceWorker.deliverPushMessage', { origin, registrationId, data });
  const shown = () =>
    page.evaluate(async () => {
      const registration = await navigator.serviceWorker.getRegistration('/notices/me/');
      const notices = (await registration?.getNotifications()) ?? [];
      return notices.map(({ title, body, icon, lang }) => ({ title, body, icon, lang }));
    });
  await expect.poll(shown).toHaveLength(1);
  return shown();
}

/** In the worker: where a tap on what is shown leads. Windows open only for a real one. */
const OPENED_BY_A_TAP = `registration.getNotifications().then(([notification]) => new Promise((resolve) => {
  clients.matchAll = () => Promise.resolve([]);
  clients.openWindow = (address) => Promise.resolve(resolve(address));
  dispatchEvent(new NotificationEvent('notificationclick', { notification }));
}))`;

test('whoever waits is told of the place that came free, in one sentence, and no more once they leave', async ({
  person,
  portal,
}) => {
  const { id } = await anEveningIn(portal.databaseUrl, { title: '夜のつどい', capacity: 1 });
  const father = await person();
  await signUpAs(father, id, 'こかげ');

  const mother = await person();
  const context = mother.context();
  const browser = newBrowser(service.url);
  await context.addInitScript(answerSubscriptions, browser.subscription);
  await context.grantPermissions(['notifications'], { origin: portal.url });
  await signUpAs(mother, id, 'ひだまり');
  await mother.goto('/me');
  expect(await workersOf(mother), 'nothing before she asks').toEqual([]);
  await mother.getByText('届くもの、時間、やめかた').click();
  await expect(card(mother)).toContainText(SENTENCE);
  await expectNoSeriousAxeFindingsFromTheTop(mother);
  await ask(mother);
  await expectNoSeriousAxeFindingsFromTheTop(mother);
  expect(await workersOf(mother)).toEqual(['/notices/me/']);
  await mother.getByLabel(/部屋がひらくとき/).check();
  await mother.getByRole('button', { name: 'これにする' }).click();
  await expect(mother.getByLabel(/部屋がひらくとき/)).toBeChecked();

  await father.goto('/me');
  await father.getByText('取り消す', { exact: true }).click();
  await father.getByRole('button', { name: 'はい、取り消します' }).click();
  await expect(father.getByText('また来たくなったら')).toBeVisible();
  await expect
    .poll(async () => {
      await itIsTime(portal);
      return service.pushed.map(({ path }) => path);
    })
    .toEqual([browser.path]);
  const message = readMessage(browser, service.pushed[0]?.body ?? Buffer.alloc(0));
  expect(await deliver(context, mother, message)).toEqual([
    { title: SENTENCE, body: '', icon: '', lang: 'ja' },
  ]);

  const [worker] = context.serviceWorkers();
  const opened = await worker?.evaluate(OPENED_BY_A_TAP);
  expect(opened).toBe('/me');

  await mother.getByRole('button', { name: '知らせるのをやめる' }).click();
  await expect(tellMe(mother)).toBeVisible();
  await expect.poll(() => workersOf(mother)).toEqual([]);
  expect(await rowsOf(portal.databaseUrl, 'select id from push_subscriptions')).toEqual([]);

  await ask(mother);
  await mother.getByRole('link', { name: /このページから離れる/ }).click();
  await mother.waitForURL(({ origin }) => origin !== portal.url);
  await mother.goto(`${portal.url}/welcome`);
  expect(await workersOf(mother), 'leaving takes the worker along').toEqual([]);
  expect(await rowsOf(portal.databaseUrl, 'select id from push_subscriptions')).toEqual([]);
});

test('a message that says something else shows the same sentence', async ({ person, portal }) => {
  const { id } = await anEveningIn(portal.databaseUrl, { title: '朝のつどい', capacity: 3 });
  const page = await person();
  await page.context().addInitScript(answerSubscriptions, newBrowser(service.url).subscription);
  await page.context().grantPermissions(['notifications'], { origin: portal.url });
  await signUpAs(page, id, 'みずいろ');
  await page.goto('/me');
  await ask(page);
  const [shown] = await deliver(page.context(), page, '{"title":"青葉市の家族会"}');
  expect(shown?.title).toBe(SENTENCE);
});

test('where a browser cannot or may not, the card says what else there is, and asks nothing', async ({
  person,
  portal,
}) => {
  const { id } = await anEveningIn(portal.databaseUrl, { title: '昼のつどい', capacity: 9 });
  const without = await person({ javaScriptEnabled: false });
  await signUpAs(without, id, 'こもれび');
  await without.goto('/me');
  await expect(card(without)).toContainText('JavaScriptが動かないため');
  await expect(tellMe(without)).toBeHidden();

  const iphone = await person();
  await iphone.context().addInitScript(() => Reflect.deleteProperty(window, 'PushManager'));
  await signUpAs(iphone, id, 'はなれ');
  await iphone.goto('/me');
  await expect(card(iphone)).toContainText('ホーム画面に追加');
  await expect(tellMe(iphone)).toBeHidden();

  const refusing = await person();
  await refusing.context().addInitScript(() => {
    Notification.requestPermission = () => Promise.resolve('denied');
    Object.defineProperty(Notification, 'permission', { get: () => 'default' });
  });
  await signUpAs(refusing, id, 'ゆうがた');
  await refusing.goto('/me');
  await tellMe(refusing).click();
  await expect(card(refusing)).toContainText('通知は送りません');
  await expect(tellMe(refusing)).toBeHidden();
  expect(await workersOf(refusing)).toEqual([]);
});

test('staff turn theirs on and off on their own page', async ({ person, portal }) => {
  const page = await person();
  await page.context().addInitScript(answerSubscriptions, newBrowser(service.url).subscription);
  await page.context().grantPermissions(['notifications'], { origin: portal.url });
  await signIn(page, 'aoi', '/staff/account');
  await ask(page);
  await expectNoSeriousAxeFindingsFromTheTop(page);
  expect(await workersOf(page)).toEqual(['/notices/staff/']);
  await page.reload();
  await expect(card(page).getByText('この端末に知らせます。', { exact: true })).toBeVisible();
  await page.getByRole('button', { name: '知らせるのをやめる' }).click();
  await expect(tellMe(page)).toBeVisible();
  await expect.poll(() => workersOf(page)).toEqual([]);
});
