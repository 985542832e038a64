import { fail, redirect } from '@sveltejs/kit';
import { accountProblemWord, type AccountProblem } from '#accounts';
import { acceptAsNewAccount, acceptInvitation, findInvitation } from '#organisations/server';
import { textOf } from '#platform/form';
import { localizeHref } from '#paraglide/runtime';
import type { Actions, PageServerLoad } from './$types';

const RETRY_AFTER_S = '10';

/** Used, withdrawn, out of time and never given out all look the same. */
export const load: PageServerLoad = async ({ params, locals }) => ({
  invitation: (await findInvitation(params.token)) ?? null,
  token: params.token,
  you: locals.account?.displayName ?? null,
});

export const actions: Actions = {
  async join({ params, locals }) {
    if (!locals.account || (await acceptInvitation(locals.account, params.token)) === 'gone')
      return fail(400, { values, errors: {}, busy: false });
    redirect(303, localizeHref('/staff'));
  },
  async open({ params, request, cookies, setHeaders }) {
    const data = await request.formData();
    const text = (name: string) => textOf(data, name).slice(0, 1_000);
    const typed = { login: text('login'), displayName: text('displayName') };
    const done = await acceptAsNewAccount(params.token, { ...typed, password: text('password') });
    if (done === 'busy') {
      setHeaders({ 'retry-after': RETRY_AFTER_S });
      return fail(503, { values: typed, errors: {}, busy: true });
    }
    if (done === 'gone') return fail(400, { values: typed, errors: {}, busy: false });
    if ('problems' in done)
      return fail(400, { values: typed, errors: errorsOf(done.problems), busy: false });
    const { name, value, attributes } = done.cookie;
    cookies.set(name, value, attributes);
    redirect(303, localizeHref('/staff'));
  },
};

const values = { login: '', displayName: '' };

const errorsOf = (problems: Record<string, AccountProblem>): Record<string, string> =>
  Object.fromEntries(
    Object.entries(problems).map(([field, problem]) => [field, accountProblemWord(problem)]),
  );
