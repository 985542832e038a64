/** 「いますぐ話したい」: from the press to the first ring in one transaction. */
import { randomUUID } from 'node:crypto';
import type { ParticipantViewer } from '#participants';
import { pseudonymsOf } from '#participants/server';
import { presenceAt } from '#duty/server';
import { now } from '#platform/clock';
import { stagesOf, windowIdsOf } from '../route.ts';
import type { NewEvent } from '../event-queries.server.ts';
import type { Press } from '../input.ts';
import { search } from '../urgent.server.ts';
import {
  beginContact,
  type Beginning,
  type Pressed,
  type PressedHere,
  type Standing,
} from './beginning.server.ts';
import { placeOf, type Place } from './press-place.server.ts';
import { deletePressesOf } from './press-queries.server.ts';
import { together } from './together.server.ts';

/**
 * What a form carries so that a double tap, even without a cookie, is one contact. Unlike a sign-up's it is neither signed
 * nor does it expire before its use: a press is never refused because the page stood open.
 */
export const newPressToken = (): string => randomUUID();

/** Begins to look for somebody. Whoever already looks or talks is brought back to that. */
export async function pressTalk(viewer: ParticipantViewer | null, input: Press): Promise<Pressed> {
  const { going: _sameForThem, ...pressed } = await pressAt(viewer, input, await placeOf(input));
  return pressed;
}

/** What a press from elsewhere brings along. */
interface Bringing {
  /** What led here, for the log. */
  events: NewEvent[];
  /** Written in the press's own transaction. */
  alongside: NonNullable<Beginning['alongside']>;
}

/** Sent again from a page that the device still holds, none of the viewer's presses leads back to their talk any more. */
export async function endPressesOf(viewer: ParticipantViewer): Promise<void> {
  const faces = await pseudonymsOf(viewer);
  await deletePressesOf(faces.map(({ pseudonym }) => pseudonym));
}

/** The same where the route is settled. */
export const pressAt = (
  viewer: ParticipantViewer | null,
  input: Press,
  place: Place,
  bringing?: Bringing,
): Promise<PressedHere> =>
  beginContact(viewer, input, {
    ...{ place, alone: true, alongside: bringing?.alongside },
    stand: (at) => callingFrom(place, at, bringing?.events),
  });

async function callingFrom({ route }: Place, at: Date, before: NewEvent[] = []): Promise<Standing> {
  const calling = { route: stagesOf(route), stage: 0, stageDueAt: null, seenAt: at, rings: [] };
  const { to, rings, events } = search(calling, route, await presenceFor(windowIdsOf(route)), at);
  return { to, rings, events: [{ kind: 'pressed' }, ...before, ...events] };
}

/** Those who press in the same moment look once who is there. */
const presenceFor = together(async (routes: string[][]) => {
  const presence = await presenceAt([...new Set(routes.flat())], now());
  return routes.map(() => presence);
});
