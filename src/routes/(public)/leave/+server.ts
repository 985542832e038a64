import { signOut } from '#accounts/server';
import { tellNoMore } from '#notices/server';
import { config } from '#platform/config';
import { log } from '#platform/log';
import { forgetHere } from '../../../this-device.server.ts';
import type { RequestHandler } from './$types';

/** A plain link, so that it works without JavaScript; a foreign page's link may not end anybody's session. */
export const GET: RequestHandler = async ({ request, url, locals, cookies }) => {
  const headers = new Headers({ location: config().LEAVE_URL, 'cache-control': 'no-store' });
  if (!comesFromOurPage(request, url.origin)) return new Response(null, { status: 303, headers });
  await endSessions(locals);
  for (const { name } of cookies.getAll()) cookies.delete(name, { path: '/' });
  headers.set('clear-site-data', '"cache", "cookies", "storage"');
  return new Response(null, { status: 303, headers });
};

function comesFromOurPage(request: Request, origin: string): boolean {
  const site = request.headers.get('sec-fetch-site');
  if (site !== null) return site === 'same-origin';
  return request.headers.get('referer')?.startsWith(`${origin}/`) ?? false;
}

// The person must be gone whatever happens here: a stopped database may not hold them.
async function endSessions({ account, participant }: App.Locals): Promise<void> {
  try {
    if (participant) await forgetHere(participant);
    if (account) await tellNoMore(account);
    if (account) await signOut(account);
  } catch (error) {
    log.error({ err: error }, 'a session could not be ended on leaving');
  }
}
