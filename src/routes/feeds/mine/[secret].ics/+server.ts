import { error } from '@sveltejs/kit';
import { ownCalendar } from '#signup/server';
import { sha256 } from '#platform/secrets';
import { isKnown } from '../../known.ts';
import type { RequestHandler } from './$types';

/** Who has the address reads: no cookie is asked, and nobody on the way may keep what was read. */
export const GET: RequestHandler = async ({ params, url, request }) => {
  const text = await ownCalendar(params.secret, url.origin + url.pathname);
  if (text === 'not_found') error(404);
  const headers = {
    etag: `W/"${sha256(text).toString('base64url')}"`,
    'cache-control': 'private, no-cache',
    'referrer-policy': 'no-referrer',
    'x-robots-tag': 'noindex',
  };
  if (isKnown(headers.etag, request.headers.get('if-none-match')))
    return new Response(null, { status: 304, headers });
  return new Response(text, {
    headers: {
      ...headers,
      'content-type': 'text/calendar; charset=utf-8',
      'content-disposition': 'inline; filename="calendar.ics"',
    },
  });
};
