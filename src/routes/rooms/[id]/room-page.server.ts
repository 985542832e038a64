import { randomUUID } from 'node:crypto';
import { error } from '@sveltejs/kit';
import type { RoomView, RoomViewer } from '#rooms';
import {
  callsRingingAt,
  colleaguesToAsk,
  latestMessages,
  peopleOf,
  proposerTo,
  unheardIn,
} from '#rooms/server';
import { now } from '#platform/clock';
import { findEverPublicOccurrence, slotsOfSupporter, standsBy } from '#schedule/server';
import { besideTalk } from '#signup/server';
import { talkOf } from '#urgent/server';
import { memberOf } from './member.server.ts';

/** The room as it stands, for its page and for the plain one. */
export async function roomPage(locals: App.Locals, roomId: string) {
  const { viewer, room } = await memberOf(locals, roomId);
  const [page, people, unheard, about, beside] = await Promise.all([
    latestMessages(viewer, room.id),
    peopleOf(viewer, room.id),
    unheardIn(viewer, room.id),
    aboutOf(room),
    besideTalk(viewer, room),
  ]);
  if (page === 'not_found' || people === 'not_found' || unheard === 'not_found') error(404);
  const next = beside ? await nextTimeOf(viewer) : null;
  const onward = beside && (await onwardOf(viewer));
  const namespace = viewer.kind === 'account' ? ('/staff' as const) : ('/participant' as const);
  const colleagues = await colleaguesToAsk(viewer, room.id);
  const parts = { room, page, people, unheard, namespace, about, colleagues };
  const proposer = beside ? await proposerTo(viewer, room.id) : null;
  const calls = await callsOf(viewer);
  return { ...parts, beside, onward, proposer, next, calls, clientId: randomUUID() };
}

/** The person's own way on to a window, which nobody else in the room learns of. */
async function onwardOf(viewer: RoomViewer) {
  const talk = viewer.kind === 'participant' ? await talkOf(viewer) : undefined;
  if (!talk || talk.state === 'ended') return undefined;
  const { state, answeredBy, atEnd } = talk;
  return { state, answeredBy, atEnd };
}

/** What calls whoever listens here into another room; null for whom nobody can call. */
const callsOf = async (viewer: RoomViewer) =>
  viewer.kind === 'account' && (await standsBy(viewer)) ? callsRingingAt(viewer) : null;

/** When whoever listens is next awaited. */
async function nextTimeOf(viewer: RoomViewer): Promise<Date | null> {
  if (viewer.kind !== 'account') return null;
  const slots = await slotsOfSupporter(viewer, viewer.accountId);
  return slots.find(({ taken, startsAt }) => taken > 0 && startsAt > now())?.startsAt ?? null;
}

async function aboutOf({ occurrenceId }: RoomView) {
  const occurrence = occurrenceId ? await findEverPublicOccurrence(occurrenceId) : undefined;
  return {
    rules: occurrence?.houseRules ?? [],
    flow: (occurrence?.flow ?? []).map(({ time, title }) => ({ time, title })),
  };
}
