import { error, fail, redirect, type RequestEvent } from '@sveltejs/kit';
import type { AccountViewer } from '#accounts';
import { followHours } from '#duty/server';
import { now } from '#platform/clock';
import { textOf } from '#platform/form';
import { localDate } from '#platform/tokyo';
import { m } from '#paraglide/messages';
import { localizeHref } from '#paraglide/runtime';
import {
  confirmWindow,
  correctionsOf,
  decideOnCorrection,
  endWindow,
  keepsDistricts,
  organisationsToKeep,
  ownAppearanceAtDesk,
  reviseWindow,
  windowToKeep,
} from '#windows/server';
import { signedIn } from '../../../signed-in.server.ts';
import { typedDate } from '../../typed.ts';
import {
  districtsFor,
  errorsOf,
  partnersOf,
  placesInWords,
  previewAction,
  previewOf,
  readEditor,
  shownBeside,
  type Typed,
} from '../editing.server.ts';
import { differences } from '../differences.ts';
import { windowFormOf } from '../window-form.ts';
import { windowInputOf } from '../window-input.ts';
import { peopleActions } from './people-actions.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  const viewer = signedIn(event);
  const kept = await windowToKeep(viewer, event.params.id);
  if (kept === 'not_found') error(404);
  const { window } = kept;
  const initial = windowFormOf(window, await placesInWords(window, kept.named));
  const input = windowInputOf(initial, { ...window, ...kept.named });
  const corrections = kept.mayConfirm ? await correctionsOf(viewer, window.id) : [];
  return {
    ...kept,
    initial,
    organisations: kept.mayRevise ? await ownersFor(viewer, window.organisationId) : [],
    districts: await districtsFor(input),
    partners: await partnersOf(input),
    keepsDistricts: await keepsDistricts(viewer),
    preview: previewOf(initial),
    corrections: corrections === 'not_found' ? [] : corrections,
    appearing: kept.mayAppear ? await ownAppearanceAtDesk(viewer, window.id) : undefined,
    today: localDate(now()),
    saved: event.url.searchParams.get('saved'),
  };
};

/** What stands there by now, where it is not what was typed, and the edition that would be written over. */
async function meanwhile(viewer: AccountViewer, id: string, { values, input }: Typed) {
  const kept = await windowToKeep(viewer, id);
  if (kept === 'not_found') error(404);
  const { window, named, edition } = kept;
  const saved = windowFormOf(window, await placesInWords(window, named));
  const inputs = [input, windowInputOf(saved, { ...window, ...named })];
  const choices = (
    await Promise.all(inputs.flatMap((one) => [districtsFor(one), partnersOf(one)]))
  ).flat();
  const owners = await ownersFor(viewer, window.organisationId);
  const names = new Map([
    ...choices.map(({ value, label }) => [value, label] as const),
    ...owners.map((one) => [one.id, one.name] as const),
    ...window.parts.map((one) => [one.organisationId, one.name] as const),
  ]);
  return { edition, facts: differences(values, saved, (one) => names.get(one) ?? '') };
}

/** A desk of nobody stays one until its owner is chosen. */
async function ownersFor(viewer: AccountViewer, owner: string | null) {
  const some = await organisationsToKeep(viewer, owner);
  const nobody = { id: '', name: m.staff_window_no_organisation() };
  return owner === null ? [nobody, ...some] : some;
}

const done = (event: RequestEvent, what: string): never =>
  redirect(303, `${localizeHref(`/staff/windows/${event.params['id'] ?? ''}`)}?saved=${what}`);

export const actions: Actions = {
  preview: previewAction,
  save: async (event) => {
    const viewer = signedIn(event);
    const typed = await readEditor(event.request);
    const { values } = typed;
    const beside = await shownBeside(typed);
    const { id } = event.params;
    const revised = await reviseWindow(viewer, id, typed.input, typed.edition);
    if (revised === 'not_found') error(404);
    if (revised === 'changed_meanwhile')
      return fail(409, {
        values,
        errors: {},
        ...beside,
        newer: await meanwhile(viewer, id, typed),
      });
    if (revised !== 'revised')
      return fail(400, { values, errors: errorsOf(typed, revised.problems), ...beside });
    await followHours(id);
    return done(event, 'revised');
  },
  confirm: async (event) => {
    const confirmed = await confirmWindow(signedIn(event), event.params.id);
    if (confirmed === 'not_found') error(404);
    return done(event, 'confirmed');
  },
  end: async (event) => {
    const viewer = signedIn(event);
    const typed = textOf(await event.request.formData(), 'endsOn').slice(0, 40);
    const ended = await endWindow(viewer, event.params.id, typedDate(typed));
    if (ended === 'not_found') error(404);
    if (typeof ended !== 'string')
      return fail(400, { endsOn: typed, endRefused: m.staff_window_problem_organisation() });
    if (ended === 'no_date')
      return fail(400, { endsOn: typed, endRefused: m.staff_problem_date() });
    return done(event, ended);
  },
  decide: async (event) => {
    const viewer = signedIn(event);
    const data = await event.request.formData();
    const decided = await decideOnCorrection(viewer, event.params.id, {
      correctionId: textOf(data, 'correction'),
      state: textOf(data, 'state') === 'taken_over' ? 'taken_over' : 'declined',
      answer: textOf(data, 'answer'),
    });
    if (decided === 'not_found') error(404);
    return done(event, decided);
  },
  ...peopleActions,
};
