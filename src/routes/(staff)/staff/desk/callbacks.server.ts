/** What is done at the desk with times to talk. */
import { fail, redirect, type RequestEvent } from '@sveltejs/kit';
import { m } from '#paraglide/messages';
import { localizeHref } from '#paraglide/runtime';
import { fieldsOf } from '#platform/form';
import type { DeskAnswer } from '#urgent';
import { contactInput, letGoOfTime, openAtTheTime, setTime, timeInput } from '#urgent/server';
import { signedIn } from '../../signed-in.server.ts';
import { sent } from './sent.server.ts';

const refuse = (status: number, contactId: string, text: string) =>
  fail(status, { time: { contactId, text } } satisfies DeskAnswer);

export const callbackActions = {
  setTime: async (event: RequestEvent) => {
    const viewer = signedIn(event);
    const fields = fieldsOf(await event.request.formData());
    const { contactId = '' } = fields;
    const input = timeInput.safeParse(fields);
    const set = input.success ? await setTime(viewer, input.data) : 'out_of_range';
    if (set === 'out_of_range') return refuse(400, contactId, m.callbacks_out_of_range());
    return set === 'set' ? {} : refuse(404, contactId, m.callbacks_gone());
  },
  letGoOfTime: async (event: RequestEvent) => {
    const viewer = signedIn(event);
    const { contactId } = await sent(event, contactInput);
    const done = await letGoOfTime(viewer, contactId);
    return done === 'let_go' ? {} : refuse(404, contactId, m.callbacks_gone());
  },
  openAtTheTime: async (event: RequestEvent) => {
    const viewer = signedIn(event);
    const { contactId } = await sent(event, contactInput);
    const opened = await openAtTheTime(viewer, contactId);
    if (opened.is === 'full') return fail(409, { refused: opened.is } satisfies DeskAnswer);
    if (opened.is !== 'answered') return refuse(404, contactId, m.callbacks_gone());
    redirect(303, `${localizeHref('/staff/desk')}?talk=${contactId}`);
  },
};
