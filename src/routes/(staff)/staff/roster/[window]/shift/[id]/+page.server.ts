import { error } from '@sveltejs/kit';
import {
  askForCover,
  changeShift,
  coverChoices,
  isShiftGone,
  putBackShift,
  shiftForm,
  takeOffShift,
} from '#duty/server';
import { textOf } from '#platform/form';
import { signedIn } from '../../../../../signed-in.server.ts';
import { answerShift, toNewShift, toWeek } from '../read-shift.server.ts';
import { editionIn, readShiftForm, shiftFormOf, shiftInputOf } from '../shift-form.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  const viewer = signedIn(event);
  const { id, window } = event.params;
  const page = await shiftForm(viewer, window, { shiftId: id });
  if (page === 'not_found' || !page.shift) error(404);
  const { people, roster, rule, shift } = page;
  const cover = await coverChoices(viewer, id);
  const initial = shiftFormOf(shift, rule);
  return { name: roster.window.name, people, shift, rule, cover, initial };
};

const reachOf = (said: string) => (said === 'onward' ? 'onward' : 'date');

export const actions: Actions = {
  save: async (event) => {
    const viewer = signedIn(event);
    const data = await event.request.formData();
    const values = readShiftForm(data);
    const { id, window } = event.params;
    const done = await changeShift(viewer, id, shiftInputOf(values), {
      reach: reachOf(values.reach),
      edition: editionIn(data),
    });
    if (done === 'not_found' && (await isShiftGone(viewer, window, id))) toNewShift(event, values);
    return answerShift(event, values, done);
  },
  takeOff: async (event) => {
    const viewer = signedIn(event);
    const data = await event.request.formData();
    const { id } = event.params;
    const reach = reachOf(textOf(data, 'reach'));
    const done = await takeOffShift(viewer, id, reach);
    if (done !== 'taken_off') return answerShift(event, undefined, done);
    toWeek(event, textOf(data, 'date'), { done, ...(reach === 'date' ? { off: id } : {}) });
  },
  putBack: async (event) => {
    const done = await putBackShift(signedIn(event), event.params.id);
    if (done !== 'put_back') return answerShift(event, undefined, done);
    toWeek(event, textOf(await event.request.formData(), 'date'), { done });
  },
  ask: async (event) => {
    const viewer = signedIn(event);
    const data = await event.request.formData();
    const [of, inReturnId] = [textOf(data, 'of') || null, textOf(data, 'inReturn') || null];
    const done = await askForCover(viewer, event.params.id, { of, inReturnId });
    if (done !== 'asked') return answerShift(event, undefined, done);
    toWeek(event, textOf(data, 'date'), { done });
  },
};
