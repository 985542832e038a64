import { fail, redirect } from '@sveltejs/kit';
import { localizeHref } from '#paraglide/runtime';
import { textOf } from '#platform/form';
import { countWords, recoverByPhrase, wordsNotInList } from '#participants/server';
import { openTalksOf } from '#urgent/server';
import { comeBackHere } from '../../../this-device.server.ts';
import { ownPage } from '../own-page.ts';
import type { Actions, PageServerLoad } from './$types';

const RETRY_AFTER_S = '10';
const LONGEST = 1_000;

export const load: PageServerLoad = ({ locals, setHeaders }) => {
  setHeaders({ 'cache-control': ownPage(locals.participant) });
  return { here: locals.participant !== null };
};

export const actions: Actions = {
  default: async ({ request, locals, cookies, getClientAddress, setHeaders }) => {
    const typed = textOf(await request.formData(), 'phrase').slice(0, LONGEST);
    if (typed.trim() === '') return fail(422, { typed, refused: 'empty' as const, strange: [] });
    const back = await recoverByPhrase(typed, getClientAddress());
    if (back === 'busy') {
      setHeaders({ 'retry-after': RETRY_AFTER_S });
      return fail(503, { typed, refused: back, strange: [] });
    }
    if (back === 'unknown')
      return fail(422, {
        ...{ typed, refused: back, strange: wordsNotInList(typed).slice(0, 6) },
        count: countWords(typed),
      });
    if (locals.participant) await comeBackHere(locals.participant, back.viewer);
    cookies.set(back.cookie.name, back.cookie.value, back.cookie.attributes);
    if (back.renewed) redirect(303, localizeHref('/me/words'));
    // Whoever looks for somebody, or has an answer to read, comes back to that.
    const [talk] = await openTalksOf(back.viewer);
    redirect(303, localizeHref(talk && talk.state !== 'message' ? '/talk' : '/me'));
  },
};
