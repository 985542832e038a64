import { error, fail, redirect } from '@sveltejs/kit';
import { may } from '#accounts';
import { organisationsOf } from '#organisations/server';
import { textOf } from '#platform/form';
import { fileRefusalWord } from '#imports';
import { handIn, importsOf } from '#imports/server';
import { m } from '#paraglide/messages';
import { localizeHref } from '#paraglide/runtime';
import { IMPORTED_LISTS } from '../../../../imported-lists.server.ts';
import { signedIn } from '../../signed-in.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  const viewer = signedIn(event);
  const organisations = (await organisationsOf(viewer)).filter(({ id }) =>
    may(viewer, 'publish', id),
  );
  if (organisations.length === 0) error(404);
  return {
    organisations: organisations.map(({ id, name }) => ({ value: id, label: name })),
    imports: await importsOf(viewer, IMPORTED_LISTS),
  };
};

export const actions: Actions = {
  default: async (event) => {
    const viewer = signedIn(event);
    const form = await event.request.formData();
    const file = form.get('file');
    const organisationId = textOf(form, 'organisationId');
    if (!(file instanceof File) || file.name === '')
      return fail(422, { organisationId, problem: m.staff_imports_file_missing() });
    const bytes = new Uint8Array(await file.arrayBuffer());
    const taken = await handIn(
      viewer,
      { kind: 'events', organisationId, fileName: file.name, bytes },
      IMPORTED_LISTS,
    );
    if (taken === 'not_found') error(404);
    if (typeof taken !== 'string')
      return fail(422, { organisationId, problem: fileRefusalWord(taken.refused) });
    redirect(303, localizeHref(`/staff/imports/${taken}`));
  },
};
