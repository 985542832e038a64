import { fail, redirect } from '@sveltejs/kit';
import { z } from 'zod';
import { signIn } from '#accounts/server';
import { localizeHref } from '#paraglide/runtime';
import { fieldsOf } from '#platform/form';
import { destinationOf } from '../../signed-in.server.ts';
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
    const form = fieldsOf(await request.formData());
    const login = form['login']?.slice(0, 200) ?? '';
    const parsed = signInForm.safeParse(form);
    if (!parsed.success) return fail(400, { login, problem: 'missing' as const });
    const entered = await signIn(parsed.data);
    if (entered === 'busy') return fail(503, { login, problem: entered });
    if (typeof entered === 'string') return fail(400, { login, problem: entered });
    const { name, value, attributes } = entered.cookie;
    cookies.set(name, value, attributes);
    redirect(303, localizeHref(destinationOf(url.searchParams.get('to'))));
  },
};
