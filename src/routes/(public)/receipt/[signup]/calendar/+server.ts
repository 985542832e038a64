import { error } from '@sveltejs/kit';
import { m } from '#paraglide/messages';
import { calendarFileOf } from '#signup/server';
import type { RequestHandler } from './$types';

export const GET: RequestHandler = async ({ params, locals }) => {
  const file = locals.participant && (await calendarFileOf(locals.participant, params.signup));
  if (!file) error(404, m.signup_refusal_not_found());
  return new Response(file, {
    headers: {
      'content-type': 'text/calendar; charset=utf-8',
      'content-disposition': 'attachment; filename="calendar.ics"',
      'cache-control': 'no-store',
    },
  });
};
