import type { PageServerLoad } from './$types';
import { now } from '#platform/clock';
import { talkOf } from '#urgent/server';

export const load: PageServerLoad = async ({ locals, url, setHeaders }) => {
  setHeaders({ 'cache-control': 'no-store' });
  const talk = locals.participant
    ? await talkOf(locals.participant, url.searchParams.get('contact'))
    : undefined;
  return { talk, now: now().getTime() };
};
