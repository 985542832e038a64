/** What a person reads in the seconds before the app is ready, or while its database is away at the start. */
import { createHash } from 'node:crypto';
import type { Listener } from './http.server.ts';
import { secure } from './files.server.ts';

const style =
  'body{max-inline-size:32rem;margin:15vh auto;padding:1rem;font:1.125rem/1.8 system-ui,sans-serif;color-scheme:light dark}';

const html = `<!doctype html>
<html lang="ja"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1">
<meta http-equiv="refresh" content="3"><title>つどい</title><style>${style}</style></head>
<body><h1>つどい</h1><p>いま準備をしています。まもなくつながります。</p>
<p><a href="/call">いますぐ電話したい方はこちら</a></p>
<p lang="en">We are getting ready and will be with you in a moment. <a href="/en/call">Phone lines open now</a></p></body></html>`;

const policy = `default-src 'none'; style-src 'sha256-${createHash('sha256').update(style).digest('base64')}'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`;

export const holdingPage: Listener = (request, response) => {
  secure(response);
  response.setHeader('cache-control', 'no-store');
  if (request.url === '/healthz') {
    response.setHeader('content-type', 'application/json');
    response.end(JSON.stringify({ status: 'starting', checks: {} }));
    return;
  }
  response.setHeader('content-security-policy', policy);
  response.setHeader('content-type', 'text/html; charset=utf-8');
  response.setHeader('retry-after', '3');
  response.statusCode = 503;
  response.end(html);
};
