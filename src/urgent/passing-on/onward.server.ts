/** The way on from a peer talk: only the person's own press makes the contact, and says what goes along. */
import type { Locale } from '#paraglide/runtime';
import type { ParticipantViewer } from '#participants';
import { days, later } from '#platform/clock';
import { setAsideWithin, talkOfTwo, writeSystemLine } from '#rooms/server';
import type { RoomView } from '#rooms';
import { findWindow } from '#windows/server';
import { asChosen, chosenFirst } from '../route.ts';
import { placeOf, type Place } from '../press/press-place.server.ts';
import type { Pressed } from '../press/beginning.server.ts';
import { pressAt } from '../press/press.server.ts';
import { insertConsent } from './consent-queries.server.ts';
import type { OnwardInput } from './input.ts';

type Onward = OnwardInput & { roomId: string; language: Locale };

/**
 * Looks for somebody at the window chosen, then along the route from there. `going`: the person looks or talks already,
 * nothing was begun; `window`: it is there no more.
 */
export async function goOnwardFromRoom(
  viewer: ParticipantViewer,
  input: Onward,
): Promise<Pressed | 'going' | 'window' | 'not_found'> {
  const room = await talkOfTwo(viewer, input.roomId);
  if (!room) return 'not_found';
  const place = await placeFrom(input);
  if (!place) return 'window';
  const press = {
    ...{ formToken: input.formToken, nickname: input.nickname, language: input.language },
    ...{ code5: place.code5, districtId: null, prefCode: place.prefCode, skipsNearby: false },
    words: input.passes === 'words' ? input.words : '',
  };
  const pressed = await pressAt(viewer, press, place, {
    events: [{ kind: 'from_peer_talk' }],
    alongside: async ({ trx, at, afterCommit }, contactId) => {
      await setAsideWithin(trx, room.id);
      await writeSystemLine(trx, room.id, 'went_on', afterCommit);
      if (input.passes !== 'talk') return;
      await insertConsent(trx, {
        contactId,
        ...passedOf(room, input),
        givenAt: at,
        until: later(at, days(input.days)),
      });
    },
  });
  return pressed.going ? 'going' : pressed;
}

const passedOf = (room: RoomView, { windowId }: Onward) => ({
  ...{ roomId: room.id, upToSeq: room.seq, fromWindowId: null, windowId, accountId: null },
});

/** The chosen window first, then the route from the person's town, or from that window's prefecture. */
async function placeFrom({ windowId, code5, language }: Onward): Promise<Place | undefined> {
  const window = windowId ? await findWindow(windowId) : undefined;
  if (windowId && !window) return undefined;
  const place = await placeOf({
    ...{ code5, districtId: null, skipsNearby: false, language },
    prefCode: window?.prefCode ?? null,
  });
  return window ? { ...place, route: chosenFirst([asChosen(window)], place.route) } : place;
}
