import { error, redirect } from '@sveltejs/kit';
import { changeShift, shiftForm, takeOffShift } from '#duty/server';
import { textOf } from '#platform/form';
import { signedIn } from '../../../../../signed-in.server.ts';
import { answerShift, weekHref } from '../read-shift.server.ts';
import { readShiftForm, shiftFormOf, shiftInputOf } from '../shift-form.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  const page = await shiftForm(signedIn(event), event.params.window, { shiftId: event.params.id });
  if (page === 'not_found' || !page.shift) error(404);
  const { people, roster, rule, shift } = page;
  return { name: roster.window.name, people, shift, initial: shiftFormOf(shift, rule) };
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
};
