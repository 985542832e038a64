/** Handing the open talk over, as the desk's forms ask for it. */
import { error, fail, type Actions, type RequestEvent } from '@sveltejs/kit';
import { fieldsOf } from '#platform/form';
import type { DeskAnswer } from '#urgent';
import { askToHandOver, contactInput, handOverAsk, keepTalk } from '#urgent/server';
import { signedIn } from '../../signed-in.server.ts';

const refuse = (status: number, answer: DeskAnswer) => fail(status, answer);

const sent = async (event: RequestEvent) => fieldsOf(await event.request.formData());

export const handOverActions = {
  handOver: async (event) => {
    const viewer = signedIn(event);
    const input = handOverAsk.safeParse(await sent(event));
    if (!input.success) error(400);
    const asked = await askToHandOver(viewer, input.data);
    if (asked === 'asked') return {};
    return refuse(asked === 'not_found' ? 404 : 409, { handOver: asked });
  },
  keepTalk: async (event) => {
    const viewer = signedIn(event);
    const input = contactInput.safeParse(await sent(event));
    if (!input.success) error(400);
    const kept = await keepTalk(viewer, input.data.contactId);
    return kept === 'kept' ? {} : refuse(404, { handOver: kept });
  },
} satisfies Actions;
