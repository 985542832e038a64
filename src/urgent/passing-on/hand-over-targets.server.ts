/** Where a talk could go: the windows of its route and the one it is at, with who is there now or next. */
import type { AccountId, AccountViewer } from '#accounts';
import type { Present } from '#duty';
import { nextShifts, whoIsThereAt } from '#duty/server';
import type { Contact } from '../contact-queries.server.ts';
import { windowsOfRoute, type ContactId } from '../contact.ts';
import { listHandOvers, listNames } from './hand-over-queries.server.ts';
import type { DeskHandOver, HandOverTarget } from './hand-over.ts';

type Talk = Pick<Contact, 'id' | 'route' | 'owner_window_id'> & { window: string };

export const mayGoTo = (
  contact: Pick<Contact, 'route' | 'owner_window_id'>,
  windowId: string,
): boolean =>
  contact.owner_window_id === windowId ||
  windowsOfRoute(contact.route).some((window) => window.windowId === windowId);

/** For each of the viewer's talks how handing over stands, and where it could go. */
export async function handOversOf(
  viewer: AccountViewer,
  talks: Talk[],
  at: Date,
): Promise<Map<ContactId, DeskHandOver>> {
  if (talks.length === 0) return new Map();
  const windows = talks.map((talk) => ({ talk, reach: windowsWithin(talk) }));
  const ids = [...new Set(windows.flatMap(({ reach }) => [...reach.keys()]))];
  const [all, next, now] = await Promise.all([
    whoIsThereAt(ids, at),
    nextShifts(ids, at),
    listHandOvers(talks.map(({ id }) => id)),
  ]);
  const present = all.filter(({ accountId }) => accountId !== viewer.accountId);
  const names = await listNames(present.map(({ accountId }) => accountId));
  return new Map(
    windows.map(({ talk, reach }) => [
      talk.id,
      {
        now: now.get(talk.id) ?? null,
        targets: [...reach]
          .flatMap(([windowId, window]) => {
            const here = present.filter((one) => one.windowId === windowId);
            const byName = windowId === talk.owner_window_id;
            const known = targetsAt({ windowId, window }, here, names, byName);
            const from = next.get(windowId);
            if (known.length > 0 || byName || !from) return known;
            return [absent({ windowId, window }, from)];
          })
          .sort((a, b) => Number(b.there > 0) - Number(a.there > 0)),
      },
    ]),
  );
}

/** Id and name, the one where it is first. */
const windowsWithin = (talk: Talk): Map<string, string> =>
  new Map([
    ...(talk.owner_window_id ? [[talk.owner_window_id, talk.window] as const] : []),
    ...windowsOfRoute(talk.route).map(({ windowId, name }) => [windowId, name] as const),
  ]);

/** The staff of another window as one; colleagues and peers by their names. */
function targetsAt(
  window: Pick<HandOverTarget, 'windowId' | 'window'>,
  here: Present[],
  names: ReadonlyMap<AccountId, string>,
  byName: boolean,
): HandOverTarget[] {
  const named = here.filter((one) => byName || one.role === 'peer_supporter');
  const staff = here.filter((one) => !named.includes(one));
  const together = { ...window, accountId: null, who: null, peer: false, there: staff.length };
  return [
    ...(staff.length > 0
      ? [{ ...together, at: Math.max(...staff.map(({ until }) => until.getTime())) }]
      : []),
    ...named.map(({ accountId, role, until }) => ({
      ...window,
      ...{ accountId, who: names.get(accountId) ?? '', peer: role === 'peer_supporter' },
      ...{ there: 1, at: until.getTime() },
    })),
  ];
}

const absent = (
  window: Pick<HandOverTarget, 'windowId' | 'window'>,
  from: Date,
): HandOverTarget => ({
  ...window,
  ...{ accountId: null, who: null, peer: false, there: 0, at: from.getTime() },
});
