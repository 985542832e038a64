import { error, fail, redirect, type RequestEvent } from '@sveltejs/kit';
import { may, type AccountViewer } from '#accounts';
import { now } from '#platform/clock';
import { fieldsOf, textOf } from '#platform/form';
import { monthOf } from '#platform/month';
import { statementDecision } from '#rooms/server';
import type { OccurrenceDetail } from '#schedule';
import {
  colleaguesFor,
  consultationsOf,
  findEverPublicOccurrence,
  nameStandBy,
  standByFor,
} from '#schedule/server';
import { mayEnterByPhone, mayHost, roomDoor } from '#signup';
import {
  askForCode,
  askForNoCode,
  asksForTalks,
  decideLateStatement,
  hostMeetingLink,
  hostOccurrenceRoom,
  lateStatementsOf,
  markFirstTalk,
  newFormToken,
  roomCodeOf,
  signupsAt,
  standIn,
  takeEntry,
  unreadAt,
} from '#signup/server';
import { m } from '#paraglide/messages';
import { localizeHref } from '#paraglide/runtime';
import { signedIn } from '../../../signed-in.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  const viewer = signedIn(event);
  const signups = await signupsAt(viewer, event.params.id);
  const occurrence = await findEverPublicOccurrence(event.params.id);
  if (signups === 'not_found' || !occurrence) error(404);
  return {
    occurrence,
    signups,
    talksAsked: await asksForTalks(occurrence.organisationId),
    unread: (await unreadAt(viewer, [occurrence.id])).get(occurrence.id),
    // A new one for each view: what was sent once is one sign-up.
    entry: mayEnterByPhone(viewer, occurrence) ? { formToken: newFormToken() } : null,
    door: occurrence.hasRoom ? roomDoor(occurrence, now()) : null,
    mayHost: mayHost(viewer, occurrence),
    mayPublish: may(viewer, 'publish', occurrence.organisationId),
    attendanceMonth: mayCount(viewer, occurrence) ? monthOf(occurrence.startsAt) : null,
    roomCode: await codeFor(viewer, occurrence),
    statements: await lateStatementsOf(viewer, occurrence.id),
    slot: occurrence.kind === 'peer_consultation' ? await slotOf(viewer, occurrence) : null,
  };
};

/** Only its host is asked whether the room wants one. */
async function codeFor(viewer: AccountViewer, occurrence: OccurrenceDetail) {
  const code = mayHost(viewer, occurrence) ? await roomCodeOf(viewer, occurrence.id) : null;
  return code === 'not_found' ? null : code;
}

const mayCount = (viewer: AccountViewer, { organisationId, kind, startsAt }: OccurrenceDetail) =>
  may(viewer, 'publish', organisationId) && kind !== 'peer_consultation' && startsAt <= now();

/** Who could stand in, where somebody holds it; and for its host the way to voice and picture. */
async function slotOf(viewer: AccountViewer, { id, taken, waiting, ...one }: OccurrenceDetail) {
  const held = taken + waiting > 0 && one.state === 'scheduled' && one.endsAt > now();
  const colleagues = held ? await colleaguesFor(viewer, id) : null;
  return {
    listens: (await supporterName(viewer, one)) ?? one.hostName,
    colleagues: colleagues === 'not_found' ? null : colleagues,
    meetingUrl: await hostMeetingLink(viewer, id),
    standBy: await standByOf(viewer, id),
  };
}

async function standByOf(viewer: AccountViewer, slotId: string) {
  const choice = await standByFor(viewer, { slotId });
  return choice === 'not_found' ? null : choice;
}

/** Colleagues know each other by the names on their accounts, which nobody else reads. */
async function supporterName(
  viewer: AccountViewer,
  { seriesId, supporterAccountId }: Pick<OccurrenceDetail, 'seriesId' | 'supporterAccountId'>,
): Promise<string | undefined> {
  const consultation = (await consultationsOf(viewer)).find(({ id }) => id === seriesId);
  return consultation?.supporters.find(({ accountId }) => accountId === supporterAccountId)?.name;
}

const STAND_IN_REFUSED = {
  overlaps: m.staff_stand_in_overlaps,
  free: m.staff_stand_in_free,
  over: m.staff_dates_refused_over,
};

export const actions: Actions = {
  standIn: async (event) => {
    const viewer = signedIn(event);
    const accountId = textOf(await event.request.formData(), 'account');
    const done = await standIn(viewer, { occurrenceId: event.params.id, accountId });
    if (done === 'not_found') error(404);
    if (done !== 'stands_in') return fail(400, { standInRefused: STAND_IN_REFUSED[done]() });
    // Whoever handed the slot over and publishes nothing has no page of it any more.
    if ((await colleaguesFor(viewer, event.params.id)) === 'not_found')
      redirect(303, localizeHref('/staff/slots'));
    return { stoodIn: true };
  },
  standBy: async (event) => {
    const viewer = signedIn(event);
    const asked = textOf(await event.request.formData(), 'standBy');
    const done = await nameStandBy(viewer, { slotId: event.params.id }, asked);
    if (done === 'not_found') error(404);
    return { standBy: done };
  },
  talked: async (event) => {
    const viewer = signedIn(event);
    const data = await event.request.formData();
    const signupId = textOf(data, 'signup');
    const talked = { occurrenceId: event.params.id, signupId, done: textOf(data, 'done') !== '' };
    if ((await markFirstTalk(viewer, talked)) === 'not_found') error(404);
    return { talked: signupId };
  },
  enter: async (event) => {
    const viewer = signedIn(event);
    const { id } = event.params;
    const outcome = await takeEntry(viewer, id, await event.request.formData());
    if ('entered' in outcome)
      redirect(303, localizeHref(`/staff/occurrences/${id}/slip/${outcome.entered}`));
    if (outcome.refused.refusal === 'not_found') error(404);
    return fail(outcome.refused.status, { entry: outcome.refused });
  },
  askForCode: (event) => changeCode(event, askForCode),
  askForNoCode: (event) => changeCode(event, askForNoCode),
  place: (event) => decide(event, true),
  decline: (event) => decide(event, false),
  room: async (event) => {
    const viewer = signedIn(event);
    const room = await hostOccurrenceRoom(viewer, event.params.id);
    if (room === 'not_found') error(404);
    if (room === 'too_early' || room === 'closed') return fail(400, { refused: room });
    redirect(303, localizeHref(`/rooms/${room}`));
  },
};

async function decide(event: RequestEvent, place: boolean) {
  const viewer = signedIn(event);
  const form = statementDecision.safeParse(fieldsOf(await event.request.formData()));
  if (!form.success) error(400);
  const decided = await decideLateStatement(viewer, event.params['id'] ?? '', {
    ...form.data,
    place,
  });
  if (decided === 'not_found') error(404);
  return { decided };
}

async function changeCode(
  event: RequestEvent<{ id: string }>,
  change: typeof askForCode | typeof askForNoCode,
) {
  if ((await change(signedIn(event), event.params.id)) === 'not_found') error(404);
  return { roomCode: true };
}
