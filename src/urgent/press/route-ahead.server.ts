import { staffedWindows } from '#duty/server';
import { routeWindows } from '#windows/server';
import type { StageAhead } from '../talk/talk.ts';

/** Whom a press would ring, in order, and where somebody is now. */
export async function routeAhead(
  code5: string | null,
  districtId: string | null,
): Promise<StageAhead[]> {
  const [stages, staffed] = await Promise.all([
    routeWindows(code5, null, districtId),
    staffedWindows(),
  ]);
  const until = new Map(staffed.map((window) => [window.windowId, window.until.getTime()]));
  return stages
    .filter(({ windows }) => windows.length > 0)
    .map(({ stage, windows }) => {
      const times = windows.flatMap((window) => until.get(window.id) ?? []);
      return {
        stage,
        windows: windows.map((window) => window.name),
        staffedUntil: times.length > 0 ? Math.max(...times) : null,
      };
    });
}
