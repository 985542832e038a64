/** One answer for all feeds: what is unchanged is said before anything is written. */
import { error } from '@sveltejs/kit';
import { version as build } from '$app/environment';
import { m } from '#paraglide/messages';
import { getLocale, localizeHref } from '#paraglide/runtime';
import type { Feed, FeedAbout, FeedEntry } from '#schedule/server';
import { formatDay } from '#ui';
import { isKnown } from './known.ts';

interface Form {
  type: string;
  filename: string;
  write(about: FeedAbout, entries: FeedEntry[]): string;
}

const MAX_AGE_S = 300;

export async function answerFeed(
  { request, url }: { request: Request; url: URL },
  feed: Feed | 'not_found',
  form: Form,
): Promise<Response> {
  if (feed === 'not_found') error(404, m.schedule_feed_not_found());
  const headers = {
    // Weak, for it travels compressed or not; of this build, for the next may write the same rows otherwise.
    etag: `W/"${build}.${getLocale()}.${feed.version}"`,
    'cache-control': `public, max-age=${MAX_AGE_S}`,
    ...(feed.changedAt && { 'last-modified': feed.changedAt.toUTCString() }),
  };
  // Not by date: a date that was deleted leaves no trace of when.
  if (isKnown(headers.etag, request.headers.get('if-none-match')))
    return new Response(null, { status: 304, headers });
  const { entries, cut } = await feed.read();
  const about = {
    title: feed.title,
    description: descriptionOf(entries, cut),
    source: url.href,
    home: url.origin + localizeHref('/sessions'),
    addressOf: ({ id }: FeedEntry) => url.origin + localizeHref(`/sessions/${id}`),
  };
  return new Response(form.write(about, entries), {
    headers: {
      ...headers,
      'content-type': `${form.type}; charset=utf-8`,
      'content-disposition': `inline; filename="${form.filename}"`,
    },
  });
}

function descriptionOf(entries: FeedEntry[], cut: boolean): string {
  const last = entries.at(-1);
  return [
    m.schedule_feed_description(),
    cut && last
      ? m.schedule_feed_cut({
          count: entries.length,
          date: formatDay(last.startsAt, { year: true }),
        })
      : '',
  ].join('');
}
