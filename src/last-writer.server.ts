/** Whose words a browser may still hold in an open page: a mark of whoever was last signed in there as staff. */
import type { RequestEvent } from '@sveltejs/kit';
import { cookieName, cookiesAreSecure } from '#platform/cookies';
import { keyedHash } from '#platform/secrets';

const COOKIE = 'form';

/** Tells somebody from everybody else, and who it is to nobody without the key. */
export const markOf = (accountId: string): string =>
  keyedHash('sent-form', accountId).toString('base64url');

/** On pages of staff, until the browser is closed or they sign out: it outlives the session, so that what is sent after it has ended is still somebody's. */
export function rememberWriter({ locals, cookies, route }: RequestEvent): void {
  if (!locals.account || !route.id?.startsWith('/(staff)')) return;
  const mark = markOf(locals.account.accountId);
  if (cookies.get(cookieName(COOKIE)) === mark) return;
  cookies.set(cookieName(COOKIE), mark, {
    path: '/',
    httpOnly: true,
    secure: cookiesAreSecure(),
    sameSite: 'lax',
  });
}

export const lastWriter = ({ cookies }: Pick<RequestEvent, 'cookies'>): string | undefined =>
  cookies.get(cookieName(COOKIE));

/** Whoever signs out leaves no mark: what is sent from a page of theirs after that is nobody’s. */
export const forgetWriter = ({ cookies }: Pick<RequestEvent, 'cookies'>): void =>
  cookies.delete(cookieName(COOKIE), { path: '/', secure: cookiesAreSecure() });
