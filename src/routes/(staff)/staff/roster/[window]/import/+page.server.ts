import { error, fail } from '@sveltejs/kit';
import { planList, shiftForm } from '#duty/server';
import { fileRefusalWord } from '#imports';
import { m } from '#paraglide/messages';
import { signedIn } from '../../../../signed-in.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  const page = await shiftForm(signedIn(event), event.params.window, {});
  if (page === 'not_found' || !page.roster.keepsAll) error(404);
  return { name: page.roster.window.name };
};

export const actions: Actions = {
  default: async (event) => {
    const viewer = signedIn(event);
    const file = (await event.request.formData()).get('file');
    const bytes =
      file instanceof File ? new Uint8Array(await file.arrayBuffer()) : new Uint8Array();
    const done = await planList(viewer, event.params.window, bytes);
    if (done === 'not_found') error(404);
    if ('rows' in done) return { rows: done.rows };
    const { refused } = done;
    const problem = refused === 'columns' ? m.duty_list_columns() : fileRefusalWord(refused);
    return fail(400, { problem });
  },
};
