/** What a person is given while nobody can say who they are: taken for a stranger, they would lose what is theirs. */
import { json, type RequestEvent } from '@sveltejs/kit';
import page from './error.html?raw';
import { isUnsafe } from './same-origin.server.ts';

const PERSONAL =
  /^\/(\(public\)\/(me|receipt|talk)|\(staff\)\/staff(?!\/sign-in)|rooms|talk)(\/|$)/;

/** Public pages are read by anybody, so they stay; acts, and pages of one person's own, wait. */
export const mustKnowWho = ({ request, route }: RequestEvent): boolean =>
  isUnsafe(request) || PERSONAL.test(route.id ?? '');

/** 503, as the asker reads it; a form without script comes back with its words (`giveBackTyped`). */
export function notNow({ request, isDataRequest }: RequestEvent): Response {
  if (request.headers.has('x-sveltekit-action'))
    return json({ type: 'error', status: 503, error: { message: '' } }, { status: 503 });
  if (isDataRequest) return json({ message: '' }, { status: 503 });
  return isUnsafe(request)
    ? new Response(null, { status: 503 })
    : new Response(page, { status: 503, headers });
}

/** Comes back by itself, in a room's frame too, where nobody can press reload. */
const headers = {
  'content-type': 'text/html; charset=utf-8',
  'cache-control': 'no-store',
  'retry-after': '10',
  refresh: '10',
  'content-security-policy':
    "default-src 'none'; style-src 'self'; img-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'self'",
};
