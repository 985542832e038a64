import { error, fail, redirect } from '@sveltejs/kit';
import { textOf } from '#platform/form';
import { cancelByPhone, reprintSlip, slipOf, takeChangeByPhone } from '#signup/server';
import { wayBack } from '../../../../../../way-back.server.ts';
import { signedIn } from '../../../../../signed-in.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  const slip = await slipOf(signedIn(event), askedOf(event.params));
  if (slip === 'not_found') error(404);
  return { ...slip, ...wayBack(event.url) };
};

const askedOf = ({ id, signup }: { id: string; signup: string }) => ({
  occurrenceId: id,
  signupId: signup,
});

export const actions: Actions = {
  reprint: async (event) => {
    const done = await reprintSlip(signedIn(event), askedOf(event.params));
    if (done === 'not_found') error(404);
    if (done !== 'printed') return fail(409, { refused: done });
    redirect(303, event.url.pathname);
  },
  cancel: async (event) => {
    const done = await cancelByPhone(signedIn(event), askedOf(event.params));
    if (done === 'not_found') error(404);
    return done === 'cancelled' ? { cancelled: true } : fail(409, { refused: done });
  },
  change: async (event) => {
    const viewer = signedIn(event);
    const form = await event.request.formData();
    const done = await takeChangeByPhone(viewer, askedOf(event.params), form);
    if (done === 'changed') return { changed: textOf(form, 'nickname') !== '' };
    if (done.why === 'not_found') error(404);
    return fail(422, { typed: done });
  },
};
