import { error, redirect } from '@sveltejs/kit';
import { askForCover, changeShift, coverChoices, shiftForm, takeOffShift } from '#duty/server';
import { textOf } from '#platform/form';
import { signedIn } from '../../../../../signed-in.server.ts';
import { answerShift, weekHref } from '../read-shift.server.ts';
import { readShiftForm, shiftFormOf, shiftInputOf } from '../shift-form.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  const viewer = signedIn(event);
  const { id, window } = event.params;
  const page = await shiftForm(viewer, window, { shiftId: id });
  if (page === 'not_found' || !page.shift) error(404);
  const { people, roster, rule, shift } = page;
  const cover = await coverChoices(viewer, id);
  return { name: roster.window.name, people, shift, cover, initial: shiftFormOf(shift, rule) };
};

export const actions: Actions = {
  save: async (event) => {
    const viewer = signedIn(event);
    const values = readShiftForm(await event.request.formData());
    const reach = values.reach === 'onward' ? 'onward' : 'date';
    const done = await changeShift(viewer, event.params.id, shiftInputOf(values), reach);
    return answerShift(event, values, done);
  },
  takeOff: async (event) => {
    const viewer = signedIn(event);
    const data = await event.request.formData();
    const reach = textOf(data, 'reach') === 'onward' ? 'onward' : 'date';
    const done = await takeOffShift(viewer, event.params.id, reach);
    if (done !== 'taken_off') error(404);
    redirect(303, weekHref(event, textOf(data, 'date'), done));
  },
  ask: async (event) => {
    const viewer = signedIn(event);
    const data = await event.request.formData();
    const [of, inReturnId] = [textOf(data, 'of') || null, textOf(data, 'inReturn') || null];
    const done = await askForCover(viewer, event.params.id, { of, inReturnId });
    if (done !== 'asked') error(404);
    redirect(303, weekHref(event, '', done));
  },
};
