import { calendarFeed, calendarText } from '#schedule/server';
import { answerFeed } from '../answer.server.ts';
import type { RequestHandler } from './$types';

export const GET: RequestHandler = async (event) =>
  answerFeed(event, await calendarFeed(event.url.searchParams), {
    type: 'text/calendar',
    filename: 'tsudoi.ics',
    write: calendarText,
  });
