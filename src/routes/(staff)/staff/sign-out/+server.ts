import { signOut } from '#accounts/server';
import { localizeHref } from '#paraglide/runtime';
import { forgetWriter } from '../../../../last-writer.server.ts';
import type { RequestHandler } from './$types';

export const POST: RequestHandler = async ({ locals, cookies }) => {
  forgetWriter({ cookies });
  const viewer = locals.account ?? locals.lacksFactor;
  if (viewer) {
    const { name, value, attributes } = await signOut(viewer);
    cookies.set(name, value, attributes);
  }
  return new Response(null, {
    status: 303,
    headers: { location: localizeHref('/staff/sign-in'), 'clear-site-data': '"cache"' },
  });
};
