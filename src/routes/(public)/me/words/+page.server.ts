import { redirect } from '@sveltejs/kit';
import { localizeHref } from '#paraglide/runtime';
import { issuePhrase, notePhrase } from '#participants/server';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, setHeaders }) => {
  setHeaders({ 'cache-control': 'no-store' });
  if (!locals.participant) redirect(303, localizeHref('/return'));
  const phrase = await issuePhrase(locals.participant);
  if (phrase === 'already_noted') redirect(303, localizeHref('/me'));
  return { phrase };
};

export const actions: Actions = {
  note: async ({ locals }) => {
    if (locals.participant) await notePhrase(locals.participant);
    redirect(303, localizeHref('/me'));
  },
};
