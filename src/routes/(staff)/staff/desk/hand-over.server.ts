/** Handing the open talk over, as the desk's forms ask for it. */
import { fail, type Actions } from '@sveltejs/kit';
import type { DeskAnswer } from '#urgent';
import { askToHandOver, contactInput, handOverAsk, keepTalk } from '#urgent/server';
import { signedIn } from '../../signed-in.server.ts';
import { sent } from './sent.server.ts';

const refuse = (status: number, answer: DeskAnswer) => fail(status, answer);

export const handOverActions = {
  handOver: async (event) => {
    const viewer = signedIn(event);
    const asked = await askToHandOver(viewer, await sent(event, handOverAsk));
    if (asked === 'asked') return {};
    return refuse(asked === 'not_found' ? 404 : 409, { handOver: asked });
  },
  keepTalk: async (event) => {
    const viewer = signedIn(event);
    const { contactId } = await sent(event, contactInput);
    const kept = await keepTalk(viewer, contactId);
    return kept === 'kept' ? {} : refuse(404, { handOver: kept });
  },
} satisfies Actions;
