import { expect, test } from 'vitest';
import { createAccount, signIn } from '#accounts/server';
import { openRealtimeHost, type ClientOptions } from '../support/realtime.ts';
import { createParticipant } from '../support/participants.ts';

const carrying = ({ cookie }: { cookie: { name: string; value: string } }): ClientOptions => ({
  cookie: `${cookie.name}=${cookie.value}`,
});

async function aStaffDevice(): Promise<ClientOptions> {
  const login = 'many-pages';
  const password = 'correct horse battery staple';
  await createAccount({ login, displayName: '三枝 ゆり', password });
  const entered = await signIn({ login, password });
  if (typeof entered === 'string') throw new Error(entered);
  return carrying(entered);
}

const sides = [
  ['/participant', async () => carrying(await createParticipant())],
  ['/staff', aStaffDevice],
] as const;

test.each(sides)(
  'on %s a sixth page of one session is told that there are too many, until one is closed',
  async (namespace, aDevice) => {
    const host = await openRealtimeHost();
    const device = await aDevice();
    const pages = await Promise.all([1, 2, 3, 4, 5].map(() => host.connect(namespace, device)));
    await expect(host.connect(namespace, device)).rejects.toThrow('too many');
    expect(pages.every((page) => page.connected)).toBe(true);
    pages[0]?.disconnect();
    await expect
      .poll(() => host.connect(namespace, device).catch(String))
      .toHaveProperty('connected', true);
  },
);

test('ten pages of one session that come at once leave five, another person is not in their way', async () => {
  const host = await openRealtimeHost();
  const device = carrying(await createParticipant());
  const ten = await Promise.allSettled(
    Array.from({ length: 10 }, () => host.connect('/participant', device)),
  );
  expect(ten.filter((one) => one.status === 'fulfilled')).toHaveLength(5);
  const other = await host.connect('/participant', carrying(await createParticipant()));
  expect(other.connected).toBe(true);
});
