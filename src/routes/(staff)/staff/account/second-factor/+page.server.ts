import { fail } from '@sveltejs/kit';
import { z } from 'zod';
import {
  beginSecondFactor,
  confirmSecondFactor,
  hasSecondFactor,
  LONGEST_PASSWORD_TYPED,
} from '#accounts/server';
import { fieldsOf } from '#platform/form';
import { enteredByPassword } from '../../../signed-in.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  const viewer = enteredByPassword(event);
  const [enrolment, replaces] = await Promise.all([
    beginSecondFactor(viewer),
    hasSecondFactor(viewer),
  ]);
  return { enrolment, replaces, must: viewer.mustSetSecondFactor ?? false };
};

const confirmation = z.object({
  token: z.string().max(400),
  code: z.string().max(20),
  password: z.string().max(LONGEST_PASSWORD_TYPED),
  current: z.string().max(20).optional(),
});

export const actions: Actions = {
  async default(event) {
    const viewer = enteredByPassword(event);
    const parsed = confirmation.safeParse(fieldsOf(await event.request.formData()));
    const set = parsed.success ? await confirmSecondFactor(viewer, parsed.data) : 'wrong';
    if (set === 'set') return { done: true };
    // The same key again: the app has read it already.
    const enrolment = await beginSecondFactor(viewer, parsed.data?.token);
    return fail(set === 'busy' ? 503 : 400, { problem: set, enrolment });
  },
};
