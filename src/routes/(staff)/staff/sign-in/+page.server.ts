import { fail, redirect } from '@sveltejs/kit';
import { z } from 'zod';
import { signIn } from '#accounts/server';
import { localizeHref } from '#paraglide/runtime';
import { fieldsOf } from '#platform/form';
import { destinationOf } from '../../signed-in.server.ts';
import { keptForm } from './kept-words.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = ({ locals, url }) => {
  if (locals.account ?? locals.lacksFactor)
    redirect(303, localizeHref(destinationOf(url.searchParams.get('to'))));
};

const signInForm = z.object({
  login: z.string().trim().min(1).max(200),
  password: z.string().min(1).max(200),
  code: z.string().max(20).optional(),
});

export const actions: Actions = {
  async default({ request, cookies, url }) {
    const data = await request.formData();
    const form = fieldsOf(data);
    const words = keptForm(data, url.searchParams.get('act'));
    const login = form['login']?.slice(0, 200) ?? '';
    const parsed = signInForm.safeParse(form);
    // A form that nobody was signed in for any more arrives here by itself.
    const sent = words && form['login'] === undefined;
    if (!parsed.success)
      return fail(sent ? 401 : 400, {
        login,
        problem: sent ? undefined : ('missing' as const),
        words,
      });
    const entered = await signIn(parsed.data);
    if (typeof entered === 'string')
      return fail(entered === 'busy' ? 503 : 400, { login, problem: entered, words });
    const { name, value, attributes } = entered.cookie;
    cookies.set(name, value, attributes);
    const to = localizeHref(destinationOf(url.searchParams.get('to')));
    if (!words) redirect(303, to);
    return { login, problem: undefined, words, goOn: words.act ? `${to}?/${words.act}` : to };
  },
};
