import { error, redirect } from '@sveltejs/kit';
import { m } from '#paraglide/messages';
import { localizeHref } from '#paraglide/runtime';
import type { ParticipantViewer } from '#participants';
import { issuePhrase, notePhrase, phraseIsNoted } from '#participants/server';
import { now } from '#platform/clock';
import { isReadAgain } from '#platform/read-again';
import { standByNameOf } from '#schedule/server';
import { textOf } from '#platform/form';
import { isRoomRefusal, roomDoor, type Receipt } from '#signup';
import {
  datesBeside,
  enterOccurrenceRoom,
  readReceipt,
  receiptOf,
  takeFreePlace,
} from '#signup/server';
import { wayBack } from '../../../way-back.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ params, locals, request, url, setHeaders }) => {
  setHeaders({ 'cache-control': 'no-store' });
  if (!locals.participant) redirect(303, localizeHref('/return'));
  const again = isReadAgain(request);
  const receipt = await (again ? receiptOf : readReceipt)(locals.participant, params.signup);
  if (!receipt) error(404, m.signup_refusal_not_found());
  return {
    receipt,
    phrase: again ? await phraseUnread(locals.participant) : await issuePhrase(locals.participant),
    beside:
      receipt.state === 'cancelled' ? undefined : await datesBeside(locals.participant, receipt),
    standBy: await standByOf(receipt),
    door: roomDoor(receipt.occurrence, now()),
    now: now(),
    back: wayBack(url),
  };
};

const standByOf = async ({ occurrence }: Receipt) =>
  occurrence.kind === 'peer_consultation' ? standByNameOf(occurrence.id) : undefined;

/** The live parts show no words: making new ones would leave those on the screen worthless. */
const phraseUnread = async (participant: ParticipantViewer) =>
  (await phraseIsNoted(participant)) ? ('already_noted' as const) : ('busy' as const);

export const actions: Actions = {
  note: async ({ locals, params, request }) => {
    const phrase = textOf(await request.formData(), 'phrase');
    if (locals.participant) await notePhrase(locals.participant, phrase);
    redirect(303, localizeHref(`/receipt/${params.signup}`));
  },
  take: async ({ locals, params }) => {
    const { participant } = locals;
    const taken = participant && (await takeFreePlace(participant, params.signup));
    if (taken === 'full') return { full: true };
    redirect(303, localizeHref(`/receipt/${params.signup}`));
  },
  enter: async ({ locals, params, request }) => {
    const { participant } = locals;
    const receipt = participant && (await receiptOf(participant, params.signup));
    if (!receipt) redirect(303, localizeHref('/return'));
    const code = textOf(await request.formData(), 'code');
    const room = await enterOccurrenceRoom(participant, receipt.occurrence.id, code);
    if (isRoomRefusal(room)) return { refused: room };
    redirect(303, localizeHref(`/rooms/${room}`));
  },
};
