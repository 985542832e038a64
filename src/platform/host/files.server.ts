/** Static files and prerendered pages: they stand with the database stopped. */
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import type { ServerResponse } from 'node:http';
import path from 'node:path';
import sirv from 'sirv';
import { securityHeaders } from '../security-headers.server.ts';
import type { Listener } from './http.server.ts';

const YEAR = 31_536_000;

/** A page asks for dozens of scripts and styles: on a phone's line these headers outweighed many of them. The page that asks has said the last. */
const ONLY_DOCUMENTS_HEED = [
  'content-security-policy',
  'permissions-policy',
  'cross-origin-opener-policy',
  'referrer-policy',
  'strict-transport-security',
];

/** Named by their content: who has one never asks for it again, and needs no mark to ask by. */
const LASTING = '/_app/immutable/';

/** Answers what lies in the build's folders, else hands on. */
export function builtFiles(build: string): Listener {
  const client = path.join(build, 'client');
  const lasting = sirv(client, {
    ...{ gzip: true, brotli: true },
    setHeaders(response) {
      secure(response);
      for (const name of ONLY_DOCUMENTS_HEED) response.removeHeader(name);
      response.setHeader('cache-control', `public,max-age=${YEAR},immutable`);
    },
  });
  const assets = sirv(client, {
    ...{ gzip: true, brotli: true, etag: true },
    setHeaders(response) {
      secure(response);
      response.setHeader('cache-control', 'no-cache');
    },
  });
  const pages = prerenderedPages(path.join(build, 'prerendered'));
  return (request, response, next) => {
    if (request.method !== 'GET' && request.method !== 'HEAD') return next();
    if (request.url?.startsWith(LASTING)) return lasting(request, response, next);
    assets(request, response, () => pages(request, response, next));
  };
}

function prerenderedPages(folder: string): Listener {
  if (!existsSync(folder)) return (_request, _response, next) => next();
  const policies = policiesBelow(folder);
  return sirv(folder, {
    gzip: true,
    brotli: true,
    etag: true,
    setHeaders(response, pathname) {
      secure(response);
      response.setHeader('cache-control', 'no-cache');
      const policy = policies.get(pathname);
      if (policy) response.setHeader('content-security-policy', policy);
    },
  });
}

/** A prerendered page carries its policy as a meta element, where browsers ignore `frame-ancestors`. */
function policiesBelow(folder: string): Map<string, string> {
  const policies = new Map<string, string>();
  for (const file of readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter(isPage)) {
    const html = readFileSync(path.join(folder, file), 'utf8');
    const [, policy] = /http-equiv="content-security-policy" content="([^"]+)"/i.exec(html) ?? [];
    const address = `/${file.replaceAll(path.sep, '/')}`;
    const full = `${policy ?? "default-src 'none'"}; frame-ancestors 'self'`;
    policies.set(address, full).set(address.replace(/(\/index)?\.html$/, '') || '/', full);
  }
  return policies;
}

const isPage = (file: string) => file.endsWith('.html');

export function secure(response: ServerResponse): void {
  for (const [name, value] of Object.entries(securityHeaders)) response.setHeader(name, value);
}
