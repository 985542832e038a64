/** What the viewer answers to colleagues who asked them to stand by. */
import { error, fail } from '@sveltejs/kit';
import { m } from '#paraglide/messages';
import { textOf } from '#platform/form';
import { agreeToStandBy, declineToStandBy } from '#schedule/server';
import { signedIn } from '../signed-in.server.ts';
import type { RequestEvent } from './$types';

export const standByActions = {
  standByAgree: async (event: RequestEvent) => {
    const viewer = signedIn(event);
    const form = await event.request.formData();
    const [id, nickname] = [textOf(form, 'id'), textOf(form, 'nickname')];
    const done = await agreeToStandBy(viewer, { id, nickname });
    if (done === 'not_found') error(404);
    if (done === 'nickname') return fail(400, { standBy: { id, nickname } });
    return { told: m.schedule_stand_by_answered_agreed() };
  },
  standByDecline: async (event: RequestEvent) => {
    const viewer = signedIn(event);
    const done = await declineToStandBy(viewer, textOf(await event.request.formData(), 'id'));
    if (done === 'not_found') error(404);
    return { told: m.schedule_stand_by_answered_declined() };
  },
};
