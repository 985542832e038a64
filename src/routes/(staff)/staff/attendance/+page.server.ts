import { error, fail } from '@sveltejs/kit';
import { textOf } from '#platform/form';
import { now } from '#platform/clock';
import { isMonth, monthOf, shiftMonth, type Month } from '#platform/month';
import { countIn } from '#signup';
import { attendanceIn, countAttendance } from '#signup/server';
import { signedIn } from '../../signed-in.server.ts';
import { BEFORE, fieldOf, idIn } from './fields.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  const viewer = signedIn(event);
  const month = monthAsked(event.url);
  const dates = await attendanceIn(viewer, month);
  if (dates === 'not_found') error(404);
  return {
    month,
    dates,
    before: shiftMonth(month, -1),
    after: month < monthOf(now()) ? shiftMonth(month, 1) : null,
  };
};

export const actions: Actions = {
  default: async (event) => {
    const viewer = signedIn(event);
    const form = await event.request.formData();
    // Only what was changed: another's counts, written meanwhile at other dates, stay.
    const changed = [...form.keys()]
      .map(idIn)
      .filter((id) => id !== undefined)
      .filter((id) => textOf(form, fieldOf(id)) !== textOf(form, BEFORE + id));
    const typed = Object.fromEntries(changed.map((id) => [id, textOf(form, fieldOf(id))]));
    const counts = new Map<string, number | null>();
    const problems: string[] = [];
    for (const [id, text] of Object.entries(typed)) {
      const people = countIn(text);
      if (people === undefined) problems.push(id);
      else counts.set(id, people);
    }
    if (problems.length > 0) return fail(400, { typed, problems });
    const done = await countAttendance(viewer, monthAsked(event.url), counts);
    if (done === 'not_found') error(404);
    return done === 'counted' ? { kept: true } : fail(409, { typed, gone: true });
  },
};

/** This one, unless another is asked for that has begun. */
function monthAsked(url: URL): Month {
  const [asked, present] = [url.searchParams.get('month') ?? '', monthOf(now())];
  return isMonth(asked) && asked < present ? asked : present;
}
