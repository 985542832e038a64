/** What the person answers about handing their talk over, and takes back of what may be read. */
import type { Actions } from '@sveltejs/kit';
import { fieldsOf, textOf } from '#platform/form';
import { comeBack } from './come-back.server.ts';
import { contactOf } from './contact-of.ts';
import { answerHandOver, handOverAnswer, takeBackConsent } from '#urgent/server';

/** What is no longer so is shown as it is: the page after the act tells. */
export const handOverActions = {
  handOver: async (event) => {
    const fields = fieldsOf(await event.request.formData());
    const input = handOverAnswer.safeParse({ ...fields, ...contactOf(event.url) });
    const viewer = event.locals.participant;
    if (viewer && input.success) await answerHandOver(viewer, input.data);
    comeBack(event);
  },
  takeBack: async ({ locals, request }) => {
    const id = textOf(await request.formData(), 'consent');
    if (locals.participant) await takeBackConsent(locals.participant, id);
  },
} satisfies Actions;
