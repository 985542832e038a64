import { error, redirect } from '@sveltejs/kit';
import { localizeHref } from '#paraglide/runtime';
import { textOf } from '#platform/form';
import { passedOnBy, readInDangerOf, takeBackConsent } from '#urgent/server';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, setHeaders }) => {
  setHeaders({ 'cache-control': 'no-store' });
  if (!locals.participant) redirect(303, localizeHref('/return'));
  const { participant } = locals;
  return { passed: await passedOnBy(participant), inDanger: await readInDangerOf(participant) };
};

export const actions: Actions = {
  default: async ({ locals, request }) => {
    if (!locals.participant) redirect(303, localizeHref('/return'));
    const id = textOf(await request.formData(), 'consent');
    if ((await takeBackConsent(locals.participant, id)) === 'not_found') error(404);
    return { takenBack: true };
  },
};
