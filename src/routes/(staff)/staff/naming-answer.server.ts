/** The two answers of whoever another names, from whichever page it was read on. */
import { error, fail, type RequestEvent } from '@sveltejs/kit';
import type { OrganisationId } from '#accounts';
import { answerNaming } from '#organisations/server';
import { textOf, textsOf } from '#platform/form';
import { m } from '#paraglide/messages';
import { NAMERS } from '../../../namers.server.ts';
import { signedIn } from '../signed-in.server.ts';

async function answer(event: RequestEvent, ours: boolean) {
  const viewer = signedIn(event);
  const data = await event.request.formData();
  // Any text: the verb finds nothing of what is not the viewer's.
  const organisation = textOf(data, 'organisation') as OrganisationId;
  const [kind, id] = [textOf(data, 'kind'), textOf(data, 'id')];
  const told = { kind, id, parts: textsOf(data, 'part'), ours };
  const done = await answerNaming(viewer, organisation, told, NAMERS);
  if (done === 'not_found') error(404);
  if (done === 'gone') return fail(400, { refused: m.staff_naming_gone() });
  return { told: ours ? m.staff_naming_is_agreed() : m.staff_naming_is_declined() };
}

export const namingActions = {
  namingOurs: (event: RequestEvent) => answer(event, true),
  namingNotUs: (event: RequestEvent) => answer(event, false),
};
