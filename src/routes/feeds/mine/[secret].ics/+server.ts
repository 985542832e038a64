import { ownCalendar } from '#signup/server';
import { answerSecretCalendar } from '../../answer-secret.server.ts';
import type { RequestHandler } from './$types';

export const GET: RequestHandler = async ({ params, url, request }) =>
  answerSecretCalendar(request, await ownCalendar(params.secret, url.origin + url.pathname));
