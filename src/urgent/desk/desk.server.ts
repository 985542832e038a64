import type { AccountViewer } from '#accounts';
import { dutyWindowsOf } from '#duty/server';
import { now } from '#platform/clock';
import { db } from '#platform/db';
import { instantOf, localDate } from '#platform/tokyo';
import { roomsOfContacts } from '#rooms/server';
import {
  endedSince,
  ringingAt,
  routeLines,
  talkingWith,
  throughWindows,
  type ContactAt,
  type Ringing,
  type TalkAt,
} from './desk-queries.server.ts';
import { SEARCH_BEGINS, type Desk, type DeskRing, type DeskTalk, type RouteLine } from './desk.ts';
import { alarmsFor } from './emergency/emergency.server.ts';
import { doubtsFor } from './genuine/doubts.server.ts';
import { groupsAmong } from './sources.server.ts';
import { deskWordsOf } from './phrases/desk-words-queries.server.ts';
import { phrasesIn, type DeskWords } from './phrases/desk-words.ts';
import { recordsOf } from './record/record.server.ts';
import { wrapUpsOf } from './wrap-up/wrap-up.server.ts';
import { stageSpan, type ContactEventKind } from '../contact.ts';
import { listSaidBefore } from '../span-queries.server.ts';
import { isGone } from '../policy.ts';
import { callbacksAt, nextTimesOf } from '../callbacks/callbacks-at-desk.server.ts';
import { listBesideTalks } from '../experts/question-queries.server.ts';
import { lettersAt } from '../letters/letters-at-desk.server.ts';
import { earlierTalksOf } from '../passing-on/consents.server.ts';
import type { HandedOverRing } from '../passing-on/hand-over.ts';
import { listHandedOverTo } from '../passing-on/hand-over-queries.server.ts';
import { handOversOf } from '../passing-on/hand-over-targets.server.ts';

/** The account's desk: only what rings at it, what it talks in, and words left for its windows. */
export async function deskOf(viewer: AccountViewer): Promise<Desk> {
  const at = now();
  const { accountId } = viewer;
  const today = instantOf(localDate(at), '00:00');
  const [windows, rings, talks, endedToday, wrapUps, alarms, doubts, callbacks, letters] =
    await Promise.all([
      dutyWindowsOf(viewer),
      ringingAt(db, accountId, at),
      talkingWith(db, accountId),
      endedSince(db, accountId, today),
      wrapUpsOf(viewer),
      alarmsFor(viewer),
      doubtsFor(viewer),
      callbacksAt(viewer),
      lettersAt(viewer, at),
    ]);
  const lines = await routeLines(db, [...rings, ...talks]);
  const [ringing, talking, waiting] = await Promise.all([
    ringsAt(viewer, rings, lines),
    talksAt(viewer, talks, lines, at),
    othersOf(windows, new Set(rings.map((contact) => contact.id))),
  ]);
  return {
    ...{ windows, endedToday, wrapUps, alarms, doubts, callbacks, ...letters },
    ...{ rings: ringing, talks: talking, waiting },
  };
}

type Lines = ReadonlyMap<string, RouteLine[]>;

async function ringsAt(
  { accountId }: AccountViewer,
  rings: Ringing[],
  lines: Lines,
): Promise<DeskRing[]> {
  const handedOver = await listHandedOverTo(accountId);
  const groups = groupsAmong(rings.map((contact) => contact.id));
  return rings.map((contact) => ({
    group: groups.get(contact.id) ?? null,
    ...ringOf(contact, lines.get(contact.id) ?? []),
    ...handedOverTo(contact, handedOver.get(contact.id)),
  }));
}

const handedOverTo = ({ rungAt }: Ringing, handedOver: HandedOverRing | undefined) =>
  handedOver
    ? { handedOver, stageFrom: rungAt.getTime(), stageUntil: handedOver.until }
    : { handedOver: null };

async function talksAt(
  viewer: AccountViewer,
  talks: TalkAt[],
  lines: Lines,
  at: Date,
): Promise<DeskTalk[]> {
  const { accountId } = viewer;
  const ids = talks.map((contact) => contact.id);
  const windowIds = talks.flatMap((contact) => contact.owner_window_id ?? []);
  const [rooms, questions, saidBefore, earlier, handOvers, nextTimes, recordOf, wordsOf] =
    await Promise.all([
      roomsOfContacts(viewer, ids),
      listBesideTalks(accountId),
      listSaidBefore(db, accountId),
      earlierTalksOf(viewer),
      handOversOf(viewer, talks, at),
      nextTimesOf(ids),
      recordsOf(viewer, ids),
      deskWordsOf(db, windowIds),
    ]);
  return talks.flatMap((contact) => {
    const room = rooms.get(contact.id);
    // Handed on in this moment, it has no room for the viewer any more.
    if (!room) return [];
    return {
      ...personOf(contact),
      since: lastOf(lines.get(contact.id), ['answered', 'handed_over'], contact.answered_at),
      words: contact.first_words,
      room,
      personThere: !isGone({ seenAt: contact.seen_at }, at),
      route: lines.get(contact.id) ?? [],
      questions: questions.get(contact.id) ?? [],
      saidBefore: saidBefore.has(contact.id),
      record: recordOf(contact.id),
      ...wordsFor(contact, wordsOf(contact.owner_window_id ?? '')),
      earlier: earlier.get(contact.id) ?? [],
      handOver: handOvers.get(contact.id) ?? null,
      next: nextTimes.get(contact.id) ?? null,
    };
  });
}

const wordsFor = ({ language }: ContactAt, { phrases, procedure }: DeskWords) => ({
  phrases: phrasesIn(language === 'en' ? phrases.en : phrases.ja),
  procedure,
});

const personOf = (contact: ContactAt) => ({
  contactId: contact.id,
  name: contact.nickname,
  area: contact.area,
  since: contact.created_at.getTime(),
});

function ringOf(contact: Ringing, route: RouteLine[]): Omit<DeskRing, 'handedOver' | 'group'> {
  const next = contact.route[contact.stage + 1];
  return {
    ...personOf(contact),
    since: lastOf(route, SEARCH_BEGINS, contact.created_at),
    words: contact.first_words,
    rungAt: contact.rungAt.getTime(),
    ...stageSpan(contact),
    next: next ? { stage: next.stage, windows: next.windows.map((w) => w.name) } : null,
    route,
    again: contact.lost_at !== null,
    agreed: route.findLast(({ kind }) => SEARCH_BEGINS.includes(kind))?.kind === 'callback_due',
  };
}

const lastOf = (lines: RouteLine[] = [], kinds: ContactEventKind[], otherwise: Date | null) =>
  lines.findLast(({ kind }) => kinds.includes(kind))?.at ?? otherwise?.getTime() ?? 0;

async function othersOf(
  windows: Desk['windows'],
  ringing: ReadonlySet<string>,
): Promise<Desk['waiting']> {
  const staffed = windows.filter((window) => window.role === 'window_staff');
  const ids = staffed.map((window) => window.windowId);
  const calling = await throughWindows(db, ids, ['waiting', 'ringing']);
  const others = calling.filter((contact) => !ringing.has(contact.id));
  const lines = await routeLines(db, others);
  return others.map((contact) => ({
    ...personOf(contact),
    since: lastOf(lines.get(contact.id), SEARCH_BEGINS, contact.created_at),
  }));
}
