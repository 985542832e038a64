/** Where a talk could go: the windows of its route and the one it is at, with who is there now or next. */
import type { AccountId, AccountViewer } from '#accounts';
import { accountNames } from '#accounts/server';
import type { Present } from '#duty';
import { nextShifts, whoIsThereAt } from '#duty/server';
import { now } from '#platform/clock';
import { db, type Database } from '#platform/db';
import { isId } from '#platform/id';
import { LEVELS } from '#windows';
import { findContact, type Contact } from '../contact-queries.server.ts';
import type { ContactId } from '../contact.ts';
import { passesNearbyBy, windowIdsOf, windowsOfRoute } from '../route.ts';
import { takingLetters } from '../windows-kept-queries.server.ts';
import { listHandOvers } from './hand-over-queries.server.ts';
import type { DeskHandOver, Elsewhere, HandOverTarget } from './hand-over.ts';
import { listInReach } from './target-queries.server.ts';

type Talk = Pick<Contact, 'id' | 'route' | 'owner_window_id'> & { window: string };

/** Along the route and within the same window; else to what is in reach from there. */
export const mayGoTo = async (
  trx: Database,
  contact: Contact,
  windowId: string,
): Promise<boolean> =>
  contact.owner_window_id === windowId ||
  windowIdsOf(contact.route).includes(windowId) ||
  (await inReachOf(trx, contact)).some((window) => window.windowId === windowId);

async function inReachOf(database: Database, contact: Contact) {
  const all = await listInReach(database, contact);
  const near = all.filter(({ level }) => level === 'town' || level === 'shared');
  const reach = passesNearbyBy(contact) ? all.filter((one) => !near.includes(one)) : all;
  const answering = await takingLetters(
    database,
    reach.map(({ windowId }) => windowId),
  );
  return reach.filter(({ windowId }) => answering.has(windowId));
}

/** Where else the viewer's talk could go, its route or not, with who is there now or next; undefined where it is not theirs. */
export async function elsewhereFor(
  viewer: AccountViewer,
  contactId: string,
): Promise<Elsewhere[] | undefined> {
  const contact = isId(contactId) ? await findContact(db, contactId) : undefined;
  if (contact?.owner_account_id !== viewer.accountId) return undefined;
  const at = now();
  const all = await inReachOf(db, contact);
  const reach = all.filter(({ windowId }) => windowId !== contact.owner_window_id);
  const ids = reach.map(({ windowId }) => windowId);
  const [present, next] = await Promise.all([whoIsThereAt(ids, at), nextShifts(ids, at)]);
  const windows = reach.map(({ windowId, window, level }) => {
    const here = present.filter((one) => one.windowId === windowId);
    const from = next.get(windowId)?.getTime() ?? null;
    return { level, windowId, window, there: here.length, at: lastOf(here) ?? from };
  });
  const byLevel = Map.groupBy(windows, ({ level }) => level);
  return LEVELS.flatMap((level) => {
    const here = byLevel.get(level);
    return here ? [{ level, windows: here }] : [];
  });
}

const lastOf = (here: Present[]): number | null =>
  here.length > 0 ? Math.max(...here.map(({ until }) => until.getTime())) : null;

/** For each of the viewer's talks how handing over stands, and where it could go. */
export async function handOversOf(
  viewer: AccountViewer,
  talks: Talk[],
  at: Date,
): Promise<Map<ContactId, DeskHandOver>> {
  if (talks.length === 0) return new Map();
  const windows = talks.map((talk) => ({ talk, reach: windowsWithin(talk) }));
  const ids = [...new Set(windows.flatMap(({ reach }) => [...reach.keys()]))];
  const [all, next, standing] = await Promise.all([
    whoIsThereAt(ids, at),
    nextShifts(ids, at),
    listHandOvers(talks.map(({ id }) => id)),
  ]);
  const present = all.filter(({ accountId }) => accountId !== viewer.accountId);
  const names = await accountNames(
    db,
    present.map(({ accountId }) => accountId),
  );
  return new Map(
    windows.map(({ talk, reach }) => [
      talk.id,
      {
        now: standing.get(talk.id) ?? null,
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
    ...(staff.length > 0 ? [{ ...together, at: lastOf(staff) }] : []),
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
