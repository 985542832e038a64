import { error, fail, redirect, type RequestEvent } from '@sveltejs/kit';
import { localizeHref } from '#paraglide/runtime';
import { fieldsOf } from '#platform/form';
import { deskWordsInput, deskWordsToKeep, keepDeskWords } from '#urgent/server';
import { signedIn } from '../../../../signed-in.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => ({
  ...(await own(event, event.params.id)),
  saved: event.url.searchParams.has('saved'),
});

async function own(event: RequestEvent, id: string) {
  const kept = await deskWordsToKeep(signedIn(event), id);
  if (kept === 'not_found') error(404);
  return kept;
}

export const actions: Actions = {
  default: async (event) => {
    const viewer = signedIn(event);
    const { id } = event.params;
    const typed = fieldsOf(await event.request.formData());
    const input = deskWordsInput.safeParse(typed);
    if (!input.success) {
      const long = input.error.issues.map((issue) => String(issue.path[0]));
      return fail(400, { typed, long });
    }
    const { phrasesJa: ja, phrasesEn: en, procedure, edition } = input.data;
    const kept = await keepDeskWords(viewer, id, { phrases: { ja, en }, procedure, edition });
    if (kept === 'not_found') error(404);
    if (kept === 'changed_meanwhile')
      return fail(409, { typed, newer: (await own(event, id)).words });
    redirect(303, `${localizeHref(`/staff/windows/${id}/words`)}?saved`);
  },
};
