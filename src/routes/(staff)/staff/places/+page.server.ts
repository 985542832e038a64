import { error, fail } from '@sveltejs/kit';
import { textOf } from '#platform/form';
import { now } from '#platform/clock';
import { placesToTend, TELLINGS, tellOfPlace } from '#schedule/server';
import { m } from '#paraglide/messages';
import { signedIn } from '../../signed-in.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => ({
  openings: await placesToTend(signedIn(event)),
  now: now(),
});

export const actions: Actions = {
  default: async (event) => {
    const viewer = signedIn(event);
    const data = await event.request.formData();
    const telling = TELLINGS.find((one) => one === textOf(data, 'telling'));
    if (!telling) error(404);
    const opening = textOf(data, 'opening');
    // In the organiser's language, whatever the one who taps reads: it stands on the public page.
    const reason = m.schedule_closed_today({}, { locale: 'ja' });
    const told = await tellOfPlace(viewer, opening, telling, reason);
    if (told === 'not_found') error(404);
    return told === 'told' ? { told: opening } : fail(409, { refused: opening });
  },
};
