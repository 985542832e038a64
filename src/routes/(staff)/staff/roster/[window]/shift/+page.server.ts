import { error } from '@sveltejs/kit';
import { isNear, SHIFT_ROLES } from '#duty';
import { askForGap, planShift, shiftForm } from '#duty/server';
import { now } from '#platform/clock';
import { instantOf, localDate } from '#platform/tokyo';
import { signedIn } from '../../../../signed-in.server.ts';
import { answerShift, toWeek } from './read-shift.server.ts';
import { emptyShift, readShiftForm, shiftInputOf } from './shift-form.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  const viewer = signedIn(event);
  const { person, date, starts, ends, gone } = asked(event.url);
  const span = { startsAt: instantOf(date, starts), endsAt: instantOf(date, ends) };
  const page = await shiftForm(viewer, event.params.window, { span });
  if (page === 'not_found') error(404);
  const { people, roster } = page;
  const isGap = event.url.searchParams.has('from') && !gone;
  const free = people.filter((one) => one.free);
  const answering = free.filter(({ roles }) => roles[0] === SHIFT_ROLES[0]);
  const first =
    people.find(({ accountId }) => accountId === person) ??
    answering.find(({ accountId }) => accountId === viewer.accountId) ??
    answering[0] ??
    free[0] ??
    people[0];
  const [role = 'reception'] = first?.roles ?? [];
  return {
    name: roster.window.name,
    people,
    gone,
    mayAsk: isGap && roster.keepsAll,
    initial: emptyShift({ person: first?.accountId ?? '', role, date, starts, ends }),
  };
};

const TIME = /^\d{1,2}:\d{2}$/;

/** What a gap, a day of the table or a shift that is gone asks for; today's office hours where that says nothing. */
function asked({ searchParams }: URL) {
  const today = localDate(now());
  const said = (name: string) => searchParams.get(name) ?? '';
  return {
    person: said('person'),
    gone: said('gone') !== '',
    date: isNear(said('date'), today) ? said('date') : today,
    starts: TIME.test(said('from')) ? said('from') : '8:30',
    ends: TIME.test(said('until')) ? said('until') : '17:15',
  };
}

export const actions: Actions = {
  save: async (event) => {
    const viewer = signedIn(event);
    const values = readShiftForm(await event.request.formData());
    const done = await planShift(viewer, event.params.window, shiftInputOf(values));
    return answerShift(event, values, done);
  },
  ask: async (event) => {
    const viewer = signedIn(event);
    const { date, starts, ends } = readShiftForm(await event.request.formData());
    const isSpan = isNear(date, localDate(now())) && TIME.test(starts) && TIME.test(ends);
    if (!isSpan) error(404);
    const span = { startsAt: instantOf(date, starts), endsAt: instantOf(date, ends) };
    const done = await askForGap(viewer, event.params.window, span);
    if (done !== 'asked') return answerShift(event, undefined, done);
    toWeek(event, date, { done });
  },
};
