/** What staff keep of the open talk, as the desk's forms send it. */
import { fail, type Actions } from '@sveltejs/kit';
import { fieldsOf } from '#platform/form';
import type { DeskAnswer } from '#urgent';
import {
  checkInput,
  confirmNotGenuine,
  doubtInput,
  contactInput,
  noteInput,
  openProcedure,
  sayGenuine,
  sayNotGenuine,
  tick,
  wrapUp,
  wrapUpInput,
  writeNote,
} from '#urgent/server';
import { signedIn } from '../../signed-in.server.ts';
import { sent } from './sent.server.ts';

const answer = (done: string) =>
  done === 'not_found'
    ? fail(404, { refused: 'not_found' } satisfies DeskAnswer)
    : ({} satisfies DeskAnswer);

export const recordActions = {
  note: async (event) => {
    const viewer = signedIn(event);
    const input = noteInput.safeParse(fieldsOf(await event.request.formData()));
    // Too long, it is still in its field.
    if (!input.success) return fail(400, {} satisfies DeskAnswer);
    return answer(await writeNote(viewer, input.data));
  },
  tick: async (event) => answer(await tick(signedIn(event), await sent(event, checkInput))),
  doubt: async (event) => {
    const done = await sayNotGenuine(signedIn(event), await sent(event, doubtInput));
    if (done === 'nothing_written') return fail(409, { refused: done } satisfies DeskAnswer);
    return done === 'said' ? ({ doubted: true } satisfies DeskAnswer) : answer(done);
  },
  confirmDoubt: async (event) => {
    const viewer = signedIn(event);
    const { contactId } = await sent(event, contactInput);
    return answer(await confirmNotGenuine(viewer, contactId));
  },
  dropDoubt: async (event) => {
    const viewer = signedIn(event);
    const { contactId } = await sent(event, contactInput);
    return answer(await sayGenuine(viewer, contactId));
  },
  wrapUp: async (event) => answer(await wrapUp(signedIn(event), await sent(event, wrapUpInput))),
  procedure: async (event) => {
    const viewer = signedIn(event);
    const { contactId } = await sent(event, contactInput);
    return answer(await openProcedure(viewer, contactId));
  },
} satisfies Actions;
