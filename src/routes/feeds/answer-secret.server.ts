/** A calendar at a secret address. Who has the address reads: no cookie is asked, and nobody on the way may keep what was read. */
import { error } from '@sveltejs/kit';
import { sha256 } from '#platform/secrets';
import { isKnown } from './known.ts';

export function answerSecretCalendar(request: Request, text: string): Response {
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
}
