import { newsFeed, newsText } from '#schedule/server';
import { answerFeed } from '../answer.server.ts';
import type { RequestHandler } from './$types';

export const GET: RequestHandler = async (event) =>
  answerFeed(event, await newsFeed(event.url.searchParams), {
    type: 'application/rss+xml',
    filename: 'tsudoi.rss',
    write: newsText,
  });
