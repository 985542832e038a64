import { staffedWindows } from '#duty/server';
import type { WindowNow, WindowRecord } from '#windows';
import { openState } from '#windows/server';

/** Adds what is true at this moment: whether its hours say open, and until when a person is there. */
export async function windowsNow(windows: WindowRecord[], at: Date): Promise<WindowNow[]> {
  const staffed = new Map((await staffedWindows()).map(({ windowId, until }) => [windowId, until]));
  return windows.map((window) => ({
    window,
    open: openState(window, at),
    staffedUntil: staffed.get(window.id) ?? null,
  }));
}
