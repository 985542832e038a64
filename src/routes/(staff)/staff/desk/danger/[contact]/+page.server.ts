import { error, fail, redirect } from '@sveltejs/kit';
import { m } from '#paraglide/messages';
import { localizeHref } from '#paraglide/runtime';
import { fieldsOf } from '#platform/form';
import { postedSeq } from '#rooms/server';
import { dangerInput, declareDanger, readInDanger } from '#urgent/server';
import { signedIn } from '../../../../signed-in.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  const last = postedSeq.safeParse(event.url.searchParams.get('last') ?? undefined).data;
  const read = await readInDanger(signedIn(event), event.params.contact, last);
  if (read === 'not_found') error(404);
  const { contact: contactId } = event.params;
  return {
    contactId,
    read: read === 'not_declared' ? null : { ...read, isEarlier: last !== undefined },
  };
};

const PROBLEMS: Record<string, () => string> = {
  danger_problem_which: m.danger_problem_which,
  danger_problem_long: m.danger_problem_long,
};

export const actions: Actions = {
  default: async (event) => {
    const viewer = signedIn(event);
    const fields = fieldsOf(await event.request.formData());
    const input = dangerInput.safeParse(fields);
    if (!input.success) {
      const errors = input.error.issues.map(({ path: [field = ''], message }) => ({
        field: String(field),
        message: (PROBLEMS[message] ?? m.danger_problem_reason)(),
      }));
      const { danger = '', reason = '' } = fields;
      return fail(400, { danger, reason, errors });
    }
    const declared = await declareDanger(viewer, event.params.contact, input.data);
    if (declared === 'not_found') error(404);
    redirect(303, localizeHref(`/staff/desk/danger/${event.params.contact}`));
  },
};
