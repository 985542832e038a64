/** Composition root: who is asking, in which language, with which headers; binds gateway and timers once. */
import { setTimeout as pause } from 'node:timers/promises';
import type { Handle, HandleServerError, ServerInit } from '@sveltejs/kit';
import { sequence } from '@sveltejs/kit/hooks';
import { building } from '$app/environment';
import { paraglideMiddleware } from '#paraglide/server';
import { identifyAccount } from '#accounts/server';
import { awaitDesks, renewHeldLeases } from '#duty/server';
import { identifyParticipant } from '#participants/server';
import { whenClosing } from '#platform/closing';
import { seconds } from '#platform/clock';
import { config } from '#platform/config';
import { closeDatabase, synchroniseClock, withReserve } from '#platform/db';
import { joinOtherProcesses } from '#platform/everywhere';
import { bodyRefusal } from '#platform/body-limit';
import { bindGateway, bringSocketsBack } from '#platform/realtime/server';
import { log } from '#platform/log';
import { DISPLAY_COOKIE, displayAttributes, readDisplay } from '#ui';
import { asRead } from './as-read.ts';
import { gateway } from './gateway.server.ts';
import { canBeGivenBack, giveFormBack } from './form-given-back.server.ts';
import { mustKnowWho, notNow } from './not-now.server.ts';
import { measured } from './metrics.server.ts';
import { isOwnRequest } from './same-origin.server.ts';
import { securityHeaders } from '#platform/security-headers';
import { startTimers, stopTimers } from './timers.server.ts';
import { rememberWriter } from './last-writer.server.ts';

export const init: ServerInit = async () => {
  if (building) return;
  bindGateway(gateway);
  await synchroniseClock();
  // Before any of what falls due: a lease that ran out meanwhile is no one who left.
  await awaitDesks();
  const leaveOtherProcesses = await joinOtherProcesses(bringSocketsBack);
  startTimers();
  whenClosing('draining', drain);
  whenClosing('timers', stopTimers);
  whenClosing('connections', async () => {
    await leaveOtherProcesses();
    await closeDatabase();
  });
};

/** The balancer finds out, and whoever sits at a desk has the time of a lease to come back elsewhere. */
async function drain(): Promise<void> {
  await pause(seconds(config().DRAIN_SECONDS));
  await renewHeldLeases();
}

const refuseForeign: Handle = ({ event, resolve }) =>
  isOwnRequest(event.request, event.url.origin)
    ? resolve(event)
    : new Response('Forbidden', { status: 403 });

const refuseTooLarge: Handle = ({ event, resolve }) => {
  const refused = bodyRefusal(event.request, TAKES_FILES.has(event.route.id ?? ''));
  return refused ? new Response(null, { status: refused }) : resolve(event);
};

/** The only pages that take more than a form's words; each asks who is there before it reads. */
const TAKES_FILES = new Set(['/(staff)/staff/imports', '/(staff)/staff/account/portrait']);

const identify: Handle = async ({ event, resolve }) => {
  const cookies = event.request.headers.get('cookie') ?? undefined;
  const [account, participant] = await Promise.all([
    identifyAccount(cookies),
    identifyParticipant(cookies),
  ]);
  const unknown = account === 'unknown' || participant === 'unknown';
  if (unknown && mustKnowWho(event)) return notNow(event);
  event.locals.account = null;
  event.locals.lacksFactor = null;
  if (account && account !== 'unknown')
    event.locals[account.mustSetSecondFactor ? 'lacksFactor' : 'account'] = account;
  event.locals.participant = participant === 'unknown' ? null : participant;
  rememberWriter(event);
  return resolve(event);
};

/** Whoever must talk now, and whoever answers, finds a connection however many pages of others wait for the database. */
const keepWayFree: Handle = ({ event, resolve }) =>
  CANNOT_WAIT.test(event.route.id ?? '') ? withReserve(() => resolve(event)) : resolve(event);

const CANNOT_WAIT = /^(\/\(public\)\/talk|\/talk|\/\(staff\)\/staff\/desk)(\/|$)/;

const localise: Handle = ({ event, resolve }) =>
  paraglideMiddleware(event.request, ({ request, locale }) => {
    event.request = request;
    const display = displayAttributes(readDisplay(event.cookies.get(DISPLAY_COOKIE)));
    return resolve(event, {
      transformPageChunk: ({ html }) =>
        asRead(html)
          .replace('%lang%', locale)
          .replace(' %display%', display && ` ${display}`),
    });
  });

const giveBackTyped: Handle = async ({ event, resolve }) => {
  if (!canBeGivenBack(event.request)) return resolve(event);
  const copy = event.request.clone();
  const response = await resolve(event);
  // A page that refuses for now (503 with a body) has kept what was typed by itself.
  const broke = response.status === 500 || (response.status === 503 && !response.body);
  return broke ? giveFormBack(copy, response.status) : response;
};

const secure: Handle = async ({ event, resolve }) => {
  const response = await resolve(event);
  for (const [name, value] of Object.entries(securityHeaders))
    // A stricter one of the answer's own stands.
    if (!response.headers.has(name)) response.headers.set(name, value);
  if (event.locals.isOwnPage) response.headers.set('cache-control', 'no-store');
  return response;
};

export const handle = sequence(
  measured,
  keepWayFree,
  secure,
  refuseForeign,
  refuseTooLarge,
  localise,
  giveBackTyped,
  identify,
);

export const handleError: HandleServerError = ({ error, event, status }) => {
  if (status !== 404) log.error({ err: error, route: event.route.id, status }, 'request failed');
};
