/** What the person answers about handing their talk over, and takes back of what may be read. */
import type { Actions } from '@sveltejs/kit';
import { fieldsOf, textOf } from '#platform/form';
import { contactOf } from './contact-of.ts';
import { answerHandOver, handOverAnswer, takeBackConsent } from '#urgent/server';

/** What is no longer so is shown as it is: the page after the act tells. */
export const handOverActions = {
  handOver: async ({ locals, request, url }) => {
    const fields = fieldsOf(await request.formData());
    const input = handOverAnswer.safeParse({ ...fields, ...contactOf(url) });
    if (locals.participant && input.success) await answerHandOver(locals.participant, input.data);
  },
  takeBack: async ({ locals, request }) => {
    const id = textOf(await request.formData(), 'consent');
    if (locals.participant) await takeBackConsent(locals.participant, id);
  },
} satisfies Actions;
