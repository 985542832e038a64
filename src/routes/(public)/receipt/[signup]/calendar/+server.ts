import { error } from '@sveltejs/kit';
import { m } from '#paraglide/messages';
import { now } from '#platform/clock';
import { calendarFile } from '#signup';
import { receiptOf } from '#signup/server';
import type { RequestHandler } from './$types';

export const GET: RequestHandler = async ({ params, locals }) => {
  const receipt = locals.participant && (await receiptOf(locals.participant, params.signup));
  if (!receipt) error(404, m.signup_refusal_not_found());
  const { id, state, occurrence } = receipt;
  const file = calendarFile({
    uid: id,
    summary: m.signup_calendar_summary(),
    startsAt: occurrence.startsAt,
    endsAt: occurrence.endsAt,
    cancelled: state === 'cancelled' || occurrence.state === 'cancelled',
    sequence: receipt.sequence,
    stamp: now(),
  });
  return new Response(file, {
    headers: {
      'content-type': 'text/calendar; charset=utf-8',
      'content-disposition': 'attachment; filename="calendar.ics"',
      'cache-control': 'no-store',
    },
  });
};
