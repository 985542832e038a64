import { fail, redirect } from '@sveltejs/kit';
import { z } from 'zod';
import { accountProblemWord, type AccountProblem } from '#accounts';
import { hasSecondFactor, LONGEST_PASSWORD_TYPED, ownLogin } from '#accounts/server';
import { changeOwnPassword } from '#organisations/server';
import { localizeHref } from '#paraglide/runtime';
import { fieldsOf } from '#platform/form';
import { signedIn } from '../../../signed-in.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  const viewer = signedIn(event);
  const [login, asksCode] = await Promise.all([ownLogin(viewer), hasSecondFactor(viewer)]);
  return { login, asksCode };
};

const password = z.string().max(LONGEST_PASSWORD_TYPED).catch('');

const change = z.object({
  currentPassword: password,
  newPassword: password,
  newPasswordAgain: password,
  code: z.string().max(20).optional().catch(undefined),
});

const RETRY_AFTER_S = '10';

export const actions: Actions = {
  async default(event) {
    const viewer = signedIn(event);
    const typed = change.parse(fieldsOf(await event.request.formData()));
    const { currentPassword: current, newPassword: next, newPasswordAgain: again, code } = typed;
    const done = await changeOwnPassword(viewer, { current, next, again, code });
    if (done === 'busy') {
      event.setHeaders({ 'retry-after': RETRY_AFTER_S });
      return fail(503, { refused: done });
    }
    if (done === 'refused') return fail(400, { refused: done });
    if ('problems' in done)
      return fail(400, {
        newPassword: wordOf(done.problems.next),
        newPasswordAgain: wordOf(done.problems.again),
      });
    const { name, value, attributes } = done.cookie;
    event.cookies.set(name, value, attributes);
    redirect(303, `${localizeHref('/staff/account')}?done=password`);
  },
};

const wordOf = (problem: AccountProblem | undefined) => problem && accountProblemWord(problem);
