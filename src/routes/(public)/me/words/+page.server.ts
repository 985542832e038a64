import { redirect } from '@sveltejs/kit';
import { localizeHref } from '#paraglide/runtime';
import { textOf } from '#platform/form';
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
  note: async ({ locals, request }) => {
    const { participant } = locals;
    const phrase = textOf(await request.formData(), 'phrase');
    const noted = participant ? await notePhrase(participant, phrase) : 'noted';
    redirect(303, localizeHref(noted === 'noted' ? '/me' : '/me/words'));
  },
};
