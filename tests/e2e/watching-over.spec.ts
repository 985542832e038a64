import { expect, test } from '../support/journey.ts';

test('the portal says how it is, and stands after it was killed', async ({ portal, request }) => {
  const before = await request.get('/healthz');
  expect(await before.json()).toMatchObject({ checks: { database: 'ok' } });
  await portal.kill('SIGKILL');
  await portal.restart();
  expect((await request.get('/readyz')).status()).toBe(200);
});

test('a form from another site is refused', async ({ request }) => {
  const foreign = await request.post('/', {
    headers: { origin: 'https://elsewhere.example', 'sec-fetch-site': 'cross-site' },
    form: { anything: '1' },
  });
  expect(foreign.status()).toBe(403);
});
