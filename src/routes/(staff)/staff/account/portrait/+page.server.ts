import { error, fail, redirect } from '@sveltejs/kit';
import { pictureProblemWord } from '#people';
import { keepPortrait, ownPortrait, removePortrait } from '#people/server';
import { textOf } from '#platform/form';
import { hidePortraitAt, portraitShownAt } from '#schedule/server';
import { desksShowing, hidePortraitAtDesk } from '#windows/server';
import { localizeHref } from '#paraglide/runtime';
import { signedIn } from '../../../signed-in.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  const viewer = signedIn(event);
  const [portrait, series, desks] = await Promise.all([
    ownPortrait(viewer),
    portraitShownAt(viewer),
    desksShowing(viewer),
  ]);
  return {
    portrait,
    places: [
      ...series.map(({ seriesId: id, title }) => ({ kind: 'series', id, title })),
      ...desks.map(({ windowId: id, name }) => ({ kind: 'desk', id, title: name })),
    ],
    done: event.url.searchParams.get('done'),
  };
};

const done = (what: string): never =>
  redirect(303, `${localizeHref('/staff/account/portrait')}?done=${what}`);

const REFUSED: Record<string, number> = { busy: 503, soon: 429 };

export const actions: Actions = {
  keep: async (event) => {
    const viewer = signedIn(event);
    const picture = (await event.request.formData()).get('picture');
    const bytes = picture instanceof File ? await picture.arrayBuffer() : new ArrayBuffer();
    const kept = await keepPortrait(viewer, new Uint8Array(bytes));
    // Whose account was closed meanwhile is asked to sign in there.
    if (kept === 'kept' || kept === 'closed') return done(kept);
    return fail(REFUSED[kept] ?? 422, { problem: pictureProblemWord(kept) });
  },
  remove: async (event) => {
    await removePortrait(signedIn(event));
    return done('removed');
  },
  hide: async (event) => {
    const viewer = signedIn(event);
    const data = await event.request.formData();
    const [series, desk] = [textOf(data, 'series'), textOf(data, 'desk')];
    const hidden = await (desk ? hidePortraitAtDesk(viewer, desk) : hidePortraitAt(viewer, series));
    if (hidden === 'not_found') error(404);
    return done(hidden);
  },
};
