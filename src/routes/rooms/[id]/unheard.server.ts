/** What is posted about who cannot hear, and who could not be heard; without script as with it. */
import { error, fail, redirect, type RequestEvent } from '@sveltejs/kit';
import { z } from 'zod';
import { fieldsOf, textOf } from '#platform/form';
import { readableText } from '#platform/text';
import { textProblem } from '#rooms';
import {
  answerCannotHear,
  declineStatement,
  memberId,
  placeStatement,
  postMessage,
  sayCannotHear,
  statementDecision,
  takeBackCannotHear,
} from '#rooms/server';
import { memberOf } from './member.server.ts';

const memberIn = (event: RequestEvent) => memberOf(event.locals, event.params['id'] ?? '');
const failed = () => fail(404, { failed: true as const });

const heardForm = z.object({ memberId, clientId: z.uuid(), reply: z.string().default('') });

export const unheardActions = {
  hearing: async (event: RequestEvent) => {
    const { viewer, room } = await memberIn(event);
    const wish = textOf(await event.request.formData(), 'wish');
    const said = await (wish === 'back' ? takeBackCannotHear : sayCannotHear)(viewer, room.id);
    if (said === 'not_found') return failed();
    if (said === 'soon') return { tooSoon: true };
    redirect(303, event.url.pathname);
  },
  heard: async (event: RequestEvent) => {
    const { viewer, room } = await memberIn(event);
    const form = heardForm.safeParse(fieldsOf(await event.request.formData()));
    if (!form.success) error(400);
    const { memberId: other, clientId, reply } = form.data;
    const seen = await answerCannotHear(viewer, { roomId: room.id, memberId: other });
    if (seen === 'not_found') return failed();
    const text = readableText(reply);
    if (!textProblem(text)) await postMessage(viewer, { roomId: room.id, clientId, text });
    redirect(303, event.url.pathname);
  },
};

export const statementActions = {
  place: (event: RequestEvent) => decide(event, placeStatement),
  decline: (event: RequestEvent) => decide(event, declineStatement),
};

async function decide(event: RequestEvent, act: typeof placeStatement | typeof declineStatement) {
  const { viewer, room } = await memberIn(event);
  const form = statementDecision.safeParse(fieldsOf(await event.request.formData()));
  if (!form.success) error(400);
  const done = await act(viewer, { roomId: room.id, ...form.data });
  return done === 'not_found' ? failed() : { done };
}
