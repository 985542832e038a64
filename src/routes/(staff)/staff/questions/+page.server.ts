import { fail } from '@sveltejs/kit';
import { organisationIdsOf } from '#accounts';
import { m } from '#paraglide/messages';
import { fieldsOf } from '#platform/form';
import { answerQuestion, expertAnswerInput, questionsFor, questionsOf } from '#urgent/server';
import { signedIn } from '../../signed-in.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  const viewer = signedIn(event);
  const advises = organisationIdsOf(viewer, 'advise').length > 0;
  const asked = advises ? await questionsFor(viewer) : [];
  return {
    advises,
    waiting: asked.filter(({ answer }) => answer === null),
    answered: asked.filter(({ answer }) => answer !== null),
    own: await questionsOf(viewer),
  };
};

export const actions: Actions = {
  answer: async (event) => {
    const viewer = signedIn(event);
    const fields = fieldsOf(await event.request.formData());
    const input = expertAnswerInput.safeParse(fields);
    const { question: id = '', answer: draft = '' } = fields;
    if (!input.success) return fail(400, { id, draft, problem: m.experts_problem_empty() });
    const answered = await answerQuestion(viewer, input.data.question, input.data.answer);
    if (answered === 'not_found')
      return fail(404, { id, draft, problem: m.experts_problem_gone() });
    return { told: m.experts_answered() };
  },
};
