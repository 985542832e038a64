import { staffedWindows } from '#duty/server';
import { now } from '#platform/clock';
import { routeWindows } from '#windows/server';
import { expectedAt } from '../callbacks/expected.server.ts';
import { nextExpected } from '../callbacks/times.ts';
import type { StageAhead } from '../talk/talk.ts';

/** Whom a press would ring, in order, where somebody is now, and where not, when somebody is expected. */
export async function routeAhead(
  code5: string | null,
  districtId: string | null,
  prefCode: string | null = null,
): Promise<StageAhead[]> {
  const [stages, staffed] = await Promise.all([
    routeWindows(code5, prefCode, districtId),
    staffedWindows(),
  ]);
  const expected = await expectedAt(stages.flatMap(({ windows }) => windows.map(({ id }) => id)));
  const until = new Map(staffed.map((window) => [window.windowId, window.until.getTime()]));
  return stages
    .filter(({ windows }) => windows.length > 0)
    .map(({ stage, windows }) => {
      const times = windows.flatMap((window) => until.get(window.id) ?? []);
      const here = expected.filter((one) => windows.some(({ id }) => id === one.windowId));
      return {
        stage,
        windows: windows.map((window) => window.name),
        staffedUntil: times.length > 0 ? Math.max(...times) : null,
        nextFrom: nextExpected(here, now())?.startsAt.getTime() ?? null,
      };
    });
}
