/** What is done at the desk with words that wait. */
import { fail, redirect, type RequestEvent } from '@sveltejs/kit';
import { m } from '#paraglide/messages';
import { localizeHref } from '#paraglide/runtime';
import { fieldsOf } from '#platform/form';
import type { DeskAnswer } from '#urgent';
import {
  contactInput,
  openLetter,
  perhapsTime,
  quietenLetter,
  replyToLetter,
  writtenInput,
} from '#urgent/server';
import { signedIn } from '../../signed-in.server.ts';
import { sent } from './sent.server.ts';

const gone = () => fail(404, { letter: { problem: m.letters_desk_gone() } } satisfies DeskAnswer);

export const letterActions = {
  openLetter: async (event: RequestEvent) => {
    const viewer = signedIn(event);
    const { contactId } = await sent(event, contactInput);
    if ((await openLetter(viewer, contactId)) === 'not_found') return gone();
    redirect(303, `${localizeHref('/staff/desk')}?letter=${contactId}`);
  },
  quietenLetter: async (event: RequestEvent) => {
    const viewer = signedIn(event);
    const { contactId } = await sent(event, contactInput);
    const done = await quietenLetter(viewer, contactId);
    return done === 'quiet' ? {} : gone();
  },
  reply: async (event: RequestEvent) => {
    const viewer = signedIn(event);
    const fields = fieldsOf(await event.request.formData());
    const input = writtenInput.safeParse(fields);
    if (!input.success) {
      const empty = input.error.issues.some(({ message }) => message === 'letters_problem_empty');
      const problem = empty ? m.letters_problem_empty() : m.urgent_problem_words();
      return fail(400, { letter: { problem } } satisfies DeskAnswer);
    }
    const time = perhapsTime.safeParse(fields);
    const replied = time.success
      ? await replyToLetter(viewer, { ...input.data, ...time.data })
      : 'out_of_range';
    if (replied === 'out_of_range')
      return fail(400, { letter: { problem: m.callbacks_out_of_range() } } satisfies DeskAnswer);
    return replied === 'replied' ? ({ letter: { sent: true } } satisfies DeskAnswer) : gone();
  },
};
