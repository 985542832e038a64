import { dutyCalendar } from '#duty/server';
import { answerSecretCalendar } from '../../answer-secret.server.ts';
import type { RequestHandler } from './$types';

export const GET: RequestHandler = async ({ params, url, request }) =>
  answerSecretCalendar(request, await dutyCalendar(params.secret, url.origin + url.pathname));
