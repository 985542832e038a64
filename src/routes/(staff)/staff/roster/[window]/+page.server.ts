import { error, fail } from '@sveltejs/kit';
import { isNear } from '#duty';
import { changeShift, copyLastWeek, requestsAt, rosterWeek } from '#duty/server';
import { m } from '#paraglide/messages';
import { localDate } from '#platform/tokyo';
import { now } from '#platform/clock';
import { textOf } from '#platform/form';
import { isId } from '#platform/id';
import { signedIn } from '../../../signed-in.server.ts';
import { whyNot } from './shift/read-shift.server.ts';
import { editionIn, fieldsBack, readShiftForm, shiftInputOf } from './shift/shift-form.ts';
import { answer } from './request-answer.server.ts';
import type { Actions, PageServerLoad, RequestEvent } from './$types';

export const load: PageServerLoad = async (event) => {
  const viewer = signedIn(event);
  const roster = await rosterWeek(viewer, event.params.window, weekAsked(event.url));
  const requests = await requestsAt(viewer, event.params.window);
  if (roster === 'not_found' || requests === 'not_found') error(404);
  return { roster, requests, told: toldIn(event.url) };
};

/** What an act says that led here; `off` can be undone. */
function toldIn({ searchParams }: URL) {
  const off = searchParams.get('off');
  return {
    done: searchParams.get('done') ?? '',
    off: isId(off) ? off : null,
    without: Number(searchParams.get('without')),
  };
}

/** Any date of a week; undefined for what is none. */
const weekAsked = ({ searchParams }: URL): string | undefined => {
  const asked = searchParams.get('week') ?? '';
  return isNear(asked, localDate(now())) ? asked : undefined;
};

export const actions: Actions = {
  /** A bar was moved: that date alone. */
  move: async (event: RequestEvent) => {
    const viewer = signedIn(event);
    const data = await event.request.formData();
    const [input, edition] = [shiftInputOf(readShiftForm(data)), editionIn(data)];
    const done = await changeShift(viewer, textOf(data, 'shift'), input, { edition });
    if (done === 'not_found') error(404);
    if (done === 'changed') return { told: m.duty_told_changed(), back: fieldsBack(data) };
    return fail(400, { refused: whyNot(done) });
  },
  answer,
  copy: async (event: RequestEvent) => {
    const date = weekAsked(event.url) ?? localDate(now());
    const count = await copyLastWeek(signedIn(event), event.params.window, date);
    if (count === 'not_found') error(404);
    return { told: m.duty_told_copied({ count }) };
  },
};
