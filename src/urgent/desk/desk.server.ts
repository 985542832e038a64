import type { AccountViewer } from '#accounts';
import { dutyWindowsOf } from '#duty/server';
import { now } from '#platform/clock';
import { db } from '#platform/db';
import { instantOf, localDate } from '#platform/tokyo';
import { roomsOfContacts } from '#rooms/server';
import {
  contactsAt,
  endedSince,
  othersCalling,
  routeLines,
  talkingWith,
  type ContactAt,
} from './desk-queries.server.ts';
import { FIRST_SHOWN, SEARCH_BEGINS, type Desk, type DeskTalk } from './desk.ts';
import { alarmsFor } from './emergency/emergency.server.ts';
import { doubtsFor } from './genuine/doubts.server.ts';
import { deskWordsOf } from './phrases/desk-words-queries.server.ts';
import { phrasesIn, type DeskWords } from './phrases/desk-words.ts';
import { recordsOf } from './record/record.server.ts';
import { wrapUpsOf } from './wrap-up/wrap-up.server.ts';
import { listSaidBefore } from '../span-queries.server.ts';
import { isGone } from '../policy.ts';
import { callbacksAt, nextTimesOf } from '../callbacks/callbacks-at-desk.server.ts';
import { listBesideTalks } from '../experts/question-queries.server.ts';
import { lettersAt } from '../letters/letters-at-desk.server.ts';
import { earlierTalksOf } from '../passing-on/consents.server.ts';
import { handOversOf } from '../passing-on/hand-over-targets.server.ts';
import { lastOf, personOf } from './person-at-desk.ts';
import { ringsAt } from './rings.server.ts';

/** The account's desk: only what rings at it, what it talks in, and words left for its windows. */
export async function deskOf(viewer: AccountViewer): Promise<Desk> {
  const at = now();
  const { accountId } = viewer;
  const today = instantOf(localDate(at), '00:00');
  const [windows, rings, talks, endedToday, wrapUps, alarms, doubts, callbacks, letters] =
    await Promise.all([
      dutyWindowsOf(viewer),
      ringsAt(viewer, at),
      talksAt(viewer, at),
      endedSince(db, accountId, today),
      wrapUpsOf(viewer),
      alarmsFor(viewer),
      doubtsFor(viewer),
      callbacksAt(viewer),
      lettersAt(viewer, at),
    ]);
  const waiting = await othersOf(viewer, windows);
  return {
    ...{ windows, endedToday, wrapUps, alarms, doubts, callbacks, ...letters },
    ...{ ...rings, talks, waiting },
  };
}

async function talksAt(viewer: AccountViewer, at: Date): Promise<DeskTalk[]> {
  const { accountId } = viewer;
  const talks = await talkingWith(db, accountId);
  const ids = talks.map((contact) => contact.id);
  const windowIds = talks.flatMap((contact) => contact.owner_window_id ?? []);
  const [lines, rooms, questions, saidBefore, earlier, handOvers, nextTimes, recordOf, wordsOf] =
    await Promise.all([
      routeLines(db, talks),
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

async function othersOf(
  { accountId }: AccountViewer,
  windows: Desk['windows'],
): Promise<Desk['waiting']> {
  const staffed = windows.filter((window) => window.role === 'window_staff');
  const windowIds = staffed.map((window) => window.windowId);
  const { ids, count } = await othersCalling(db, windowIds, { accountId, most: FIRST_SHOWN });
  const first = await contactsAt(db, ids, ['waiting', 'ringing']);
  const lines = await routeLines(db, first);
  return {
    first: first.map((contact) => ({
      ...personOf(contact),
      since: lastOf(lines.get(contact.id), SEARCH_BEGINS, contact.created_at),
    })),
    count,
  };
}
