import type { ParticipantViewer } from '#participants';
import { areaWord, prefectureWord } from '#areas';
import { findArea, listPrefectures } from '#areas/server';
import { now } from '#platform/clock';
import { db } from '#platform/db';
import { roomOfContact } from '#rooms/server';
import { answerBy } from '../answer-by.server.ts';
import { listCallbacks, type Callback } from '../callbacks/callback-queries.server.ts';
import { isCalling, isOver } from '../contact.ts';
import { stageSpan, windowIdsOf, windowsOfRoute } from '../route.ts';
import { followContact } from './person.server.ts';
import type { Contact } from '../contact-queries.server.ts';
import { contactsOf } from '../own-contact.server.ts';
import { listPassedOn } from '../passing-on/consent-queries.server.ts';
import { listHandOvers } from '../passing-on/hand-over-queries.server.ts';
import { progressOf, type OpenTalk, type Talk, type TalkStage } from './talk.ts';
import { findOwner, offersTo, type OfferSeen } from './talk-queries.server.ts';

/** The viewer's contact as their page shows it, the one wanted where there are several; reading it says that they are there. */
export async function talkOf(
  viewer: ParticipantViewer,
  wanted?: string | null,
): Promise<Talk | undefined> {
  const { contact, others } = await followContact(viewer, wanted);
  return (
    contact && { ...(await viewOf(contact)), others: await Promise.all(others.map(openTalkOf)) }
  );
}

/** What the viewer has open, for pages that lead there. */
export async function openTalksOf(viewer: ParticipantViewer): Promise<OpenTalk[]> {
  const contacts = await contactsOf(viewer);
  return Promise.all(contacts.filter(({ state }) => !isOver(state)).map(openTalkOf));
}

async function openTalkOf({
  id,
  state,
  route,
  created_at,
  answer_by,
  due_at,
}: Contact): Promise<OpenTalk> {
  const answeredBy = await findOwner(id);
  return {
    ...{ contactId: id, state },
    windows: answeredBy ? [answeredBy.window] : windowsOfRoute(route).map(({ name }) => name),
    since: created_at.getTime(),
    at: (answer_by ?? due_at ?? created_at).getTime(),
  };
}

async function viewOf(contact: Contact): Promise<Omit<Talk, 'others'>> {
  const [offers, room, answeredBy, handOvers, passed, area, callbacks, by] = await Promise.all([
    offersTo(contact.id),
    roomOfContact(db, contact.id),
    findOwner(contact.id),
    listHandOvers([contact.id]),
    listPassedOn(contact.pseudonym ? [contact.pseudonym] : [], now()),
    placeNamedBy(contact),
    listCallbacks(db, [contact.id]),
    answeredUntil(contact),
  ]);
  const callback = callbacks.get(contact.id);
  return {
    contactId: contact.id,
    state: contact.state,
    area,
    prefCode: contact.pref_code,
    nickname: contact.nickname,
    words: contact.first_words,
    stages: stagesOf(contact, offers),
    pressedAt: contact.created_at.getTime(),
    ...stageSpan(contact),
    atEnd: contact.stage >= contact.route.length,
    staffLost: contact.lost_at !== null,
    answeredBy,
    handOver: handOvers.get(contact.id) ?? null,
    passed: passed.filter(({ over }) => !over),
    roomId: room?.id ?? null,
    appointed: callback ? appointedOf(callback) : null,
    answerBy: by?.getTime() ?? null,
  };
}

/** What the person said of where they live; the prefecture of a letter is its window's. */
async function placeNamedBy({ code5, pref_code, route }: Contact): Promise<string | null> {
  const area = code5 ? await findArea(code5) : undefined;
  if (area) return areaWord(area);
  if (route[0]?.stage === 'chosen') return null;
  const prefectures = await listPrefectures();
  const prefecture = prefectures.find(({ prefCode }) => prefCode === pref_code);
  return prefecture ? prefectureWord(prefecture) : null;
}

/** Of words that wait the day that was said, else of what would be left now; none where nobody writes back. */
async function answeredUntil({ state, stage, route, answer_by }: Contact) {
  const atEnd = isCalling(state) && stage >= route.length;
  if (!atEnd && state !== 'message' && state !== 'answered') return undefined;
  const by = await answerBy(db, windowIdsOf(route), now());
  return by && (answer_by ?? by);
}

const appointedOf = ({ meetsAt, window, setBy }: Callback & { window: string | null }) => ({
  ...{ at: meetsAt.getTime(), window, byDesk: setBy !== null },
});

const stagesOf = (contact: Contact, offers: OfferSeen[]): TalkStage[] =>
  contact.route.map(({ stage, windows }, index) => {
    const here = offers.filter((offer) => offer.stage === index);
    const rung = here.filter((offer) => offer.state === 'ringing');
    const known = windows.filter((window) => !window.unlike.includes('language'));
    return {
      stage,
      windows: windows.map((window) => window.name),
      ringing: rung.map((offer) => offer.name),
      otherLanguage: !rung.some((offer) => known.some((w) => w.windowId === offer.windowId)),
      progress: progressOf(index, {
        stage: contact.stage,
        ringing: rung.length > 0,
        asked: here.length > 0,
      }),
    };
  });
