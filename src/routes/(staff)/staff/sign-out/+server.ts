import { signOut } from '#accounts/server';
import { localizeHref } from '#paraglide/runtime';
import type { RequestHandler } from './$types';

export const POST: RequestHandler = async ({ locals, cookies }) => {
  if (locals.account) {
    const { name, value, attributes } = await signOut(locals.account);
    cookies.set(name, value, attributes);
  }
  return new Response(null, {
    status: 303,
    headers: { location: localizeHref('/staff/sign-in'), 'clear-site-data': '"cache"' },
  });
};
