import { error, fail, redirect } from '@sveltejs/kit';
import { m } from '#paraglide/messages';
import { localizeHref } from '#paraglide/runtime';
import { fieldsOf } from '#platform/form';
import { askExperts, deskOf, questionInput } from '#urgent/server';
import { signedIn } from '../../../signed-in.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  const { talks } = await deskOf(signedIn(event));
  if (!talks.some(({ contactId }) => contactId === event.params.contact)) error(404);
  return { contactId: event.params.contact };
};

const PROBLEMS: Record<string, () => string> = {
  experts_problem_empty: m.experts_problem_empty,
  experts_problem_field: m.experts_problem_field,
  urgent_problem_words: m.urgent_problem_words,
};

export const actions: Actions = {
  default: async (event) => {
    const viewer = signedIn(event);
    const fields = fieldsOf(await event.request.formData());
    const { field = '', team = 'own', question = '' } = fields;
    const refuse = (errors: { field: string; message: string }[]) =>
      fail(400, { typed: { field, team, question }, errors });
    const input = questionInput.safeParse(fields);
    if (!input.success)
      return refuse(
        input.error.issues.map(({ path: [name = ''], message }) => ({
          field: String(name),
          message: (PROBLEMS[message] ?? m.experts_problem_empty)(),
        })),
      );
    const asked = await askExperts(viewer, event.params.contact, input.data);
    if (asked === 'not_found') error(404);
    if (asked === 'tells_who')
      return refuse([{ field: 'question', message: m.experts_problem_tells_who() }]);
    if (asked === 'no_team')
      return refuse([{ field: 'team', message: m.experts_problem_no_team() }]);
    redirect(303, localizeHref('/staff/questions'));
  },
};
