import { fail, redirect, type Cookies } from '@sveltejs/kit';
import { localizeHref } from '#paraglide/runtime';
import type { ParticipantViewer } from '#participants';
import {
  calendarTitlesOf,
  deviceIsRemembered,
  endCalendar,
  giveCalendar,
  phraseIsNoted,
  notePhrase,
  rotatePhrase,
} from '#participants/server';
import { noticesHere } from '#notices/server';
import { now } from '#platform/clock';
import type { SessionCookie } from '#platform/cookies';
import { textOf } from '#platform/form';
import { isReadAgain } from '#platform/read-again';
import { bySeries, isRoomRefusal, roomDoor, type Receipt } from '#signup';
import {
  cancelSignup,
  enterOccurrenceRoom,
  mySignups,
  openSinceTalk,
  readMySignups,
  receiptOf,
  standingsOf,
  stopStanding,
  takeChange,
} from '#signup/server';
import { openTalksOf, passedOnBy, readInDangerOf } from '#urgent/server';
import { wayBack } from '../../way-back.server.ts';
import { forgetHere, rememberHere } from '../../../this-device.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, request, url, setHeaders }) => {
  setHeaders({ 'cache-control': 'no-store' });
  const viewer = locals.participant;
  if (!viewer) redirect(303, localizeHref('/return'));
  const read = isReadAgain(request) ? mySignups : readMySignups;
  const { coming, past } = await read(viewer);
  return {
    ...bySeries(coming.map(withDoor), await standingsOf(viewer)),
    past: past.map(withDoor),
    open: await notHeldYet(viewer, coming),
    calendar: await calendarTitlesOf(viewer),
    remembered: await deviceIsRemembered(viewer),
    noted: await phraseIsNoted(viewer),
    back: wayBack(url),
    notices: await noticesHere(viewer),
    talks: await openTalksOf(viewer),
    passed: (await passedOnBy(viewer)).length + (await readInDangerOf(viewer)).length > 0,
    now: now(),
  };
};

export const actions: Actions = {
  enter: async ({ locals, request }) => {
    const { viewer, id, form } = await asked(locals, request);
    const receipt = await receiptOf(viewer, id);
    const code = textOf(form, 'code');
    const room = receipt
      ? await enterOccurrenceRoom(viewer, receipt.occurrence.id, code)
      : 'not_found';
    if (isRoomRefusal(room)) return fail(409, { id, entering: room });
    redirect(303, localizeHref(`/rooms/${room}`));
  },
  cancel: async ({ locals, request }) => {
    const { viewer, id } = await asked(locals, request);
    return { id, cancelled: await cancelSignup(viewer, id) };
  },
  stop: async ({ locals, request }) => {
    const { viewer, form } = await asked(locals, request);
    const keep = textOf(form, 'held') !== 'cancel';
    const stopped = await stopStanding(viewer, textOf(form, 'series'), { keep });
    return { stopped: stopped === 'stopped' };
  },
  change: async ({ locals, request }) => {
    const { viewer, id, form } = await asked(locals, request);
    const outcome = await takeChange(viewer, id, form);
    return outcome === 'changed' ? { id, changed: true } : fail(422, { id, refused: outcome });
  },
  calendar: async ({ locals, request, url }) => {
    const { viewer, form } = await asked(locals, request);
    const secret = await giveCalendar(viewer, textOf(form, 'titles') === 'own' ? 'own' : 'neutral');
    return { calendar: url.origin + localizeHref(`/feeds/mine/${secret}.ics`) };
  },
  endCalendar: async ({ locals, request }) => {
    await endCalendar((await asked(locals, request)).viewer);
    return { calendarEnded: true };
  },
  rotate: async ({ locals, request }) => {
    const { viewer } = await asked(locals, request);
    return { phrase: await rotatePhrase(viewer) };
  },
  note: async ({ locals, request }) => {
    const { viewer, form } = await asked(locals, request);
    const noted = await notePhrase(viewer, textOf(form, 'phrase'));
    redirect(303, localizeHref(noted === 'noted' ? '/me' : '/me/words'));
  },
  remember: async ({ locals, request, cookies }) => {
    const { viewer } = await asked(locals, request);
    setCookie(cookies, (await rememberHere(viewer)).cookie);
    redirect(303, localizeHref('/me'));
  },
  forget: async ({ locals, request, cookies, setHeaders }) => {
    const { viewer } = await asked(locals, request);
    setCookie(cookies, (await forgetHere(viewer)).cookie);
    setHeaders({ 'clear-site-data': '"cache", "storage"' });
    redirect(303, localizeHref('/'));
  },
};

/** What a first talk has opened, without the series where a place is held. */
async function notHeldYet(viewer: ParticipantViewer, coming: Receipt[]) {
  const held = new Set(coming.map(({ occurrence }) => occurrence.seriesId));
  return (await openSinceTalk(viewer)).filter(({ seriesId }) => !held.has(seriesId));
}

const withDoor = (receipt: Receipt) => ({ ...receipt, door: roomDoor(receipt.occurrence, now()) });

async function asked(
  locals: App.Locals,
  request: Request,
): Promise<{ viewer: ParticipantViewer; id: string; form: FormData }> {
  if (!locals.participant) redirect(303, localizeHref('/return'));
  const form = await request.formData();
  return { viewer: locals.participant, id: textOf(form, 'signup'), form };
}

const setCookie = (cookies: Cookies, { name, value, attributes }: SessionCookie) =>
  cookies.set(name, value, attributes);
