/** In a file of tests notices are offered, and sent to a service of its own; in `vi.hoisted`, for settings are read once. */
import { afterAll, expect } from 'vitest';
import type { tellHere } from '#notices/server';
import { minutes } from '#platform/clock';
import type { useFakeClock } from './clock.ts';
import { runDue } from './due.ts';
import { newBrowser, openPushService, type Browser, type Pushed } from './pushed.ts';

export async function offerNotices() {
  const service = await openPushService();
  process.env['PUSH_CONTACT'] = 'mailto:portal@example.lg.jp';
  process.env['PUSH_TEST_SERVICE'] = service.url;
  afterAll(() => {
    service.close();
    delete process.env['PUSH_CONTACT'];
    delete process.env['PUSH_TEST_SERVICE'];
  });
  return {
    ...service,
    /** A device at which somebody is told. */
    async toldAt(viewer: Parameters<typeof tellHere>[0]): Promise<Browser> {
      const { tellHere } = await import('#notices/server');
      const browser = newBrowser(service.url);
      expect(await tellHere(viewer, browser.subscription)).toBe('told');
      return browser;
    },
    /** What comes within the quiet minutes after now. */
    async pushedSoon(clock: ReturnType<typeof useFakeClock>): Promise<Pushed[]> {
      const { noticeTasks } = await import('#notices/server');
      clock.advance(minutes(3));
      for (const name of ['notices', 'pushes']) await runDue(noticeTasks, name, clock.now);
      return service.pushed.splice(0);
    },
  };
}
