import { answerNotices } from '../../../../notices-answer.server.ts';
import type { RequestHandler } from './$types';

export const POST: RequestHandler = ({ locals, request }) =>
  answerNotices(locals.account, request, '/staff/account');
