import { fail } from '@sveltejs/kit';
import { z } from 'zod';
import { beginSecondFactor, confirmSecondFactor } from '#accounts/server';
import { fieldsOf } from '#platform/form';
import { signedIn } from '../../../signed-in.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  const viewer = signedIn(event);
  return { enrolment: await beginSecondFactor(viewer), must: viewer.mustSetSecondFactor ?? false };
};

const confirmation = z.object({ token: z.string().max(400), code: z.string().max(20) });

export const actions: Actions = {
  async default(event) {
    const viewer = signedIn(event);
    const parsed = confirmation.safeParse(fieldsOf(await event.request.formData()));
    if (parsed.success && (await confirmSecondFactor(viewer, parsed.data)) === 'set')
      return { done: true };
    // The same key again: the app has read it already.
    const enrolment = await beginSecondFactor(viewer, parsed.data?.token);
    return fail(400, { wrong: true, enrolment });
  },
};
