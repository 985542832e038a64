import { fail, type RequestEvent } from '@sveltejs/kit';
import { m } from '#paraglide/messages';
import { fieldsOf } from '#platform/form';
import { decideReport } from '#rooms/server';
import { signedIn } from '../../signed-in.server.ts';

/** What a form about one report decides, from the list or from the report itself. */
export async function decided(event: RequestEvent) {
  const viewer = signedIn(event);
  const { report = '', outcome = '' } = fieldsOf(await event.request.formData());
  const done = await decideReport(viewer, { reportId: report, outcome });
  if (done === 'not_found') return fail(404, { refused: m.staff_safety_gone() });
  return { told: m.staff_safety_decided() };
}
