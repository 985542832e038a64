import { error, fail } from '@sveltejs/kit';
import { fullName } from '#areas';
import { findArea, listPrefectures } from '#areas/server';
import { CRITERIA, type Application } from '#organisations';
import { applicationFor, decideApplication, withdrawOrganisation } from '#organisations/server';
import { textOf } from '#platform/form';
import { takeDownSeries } from '#schedule/server';
import { endWindows } from '#windows/server';
import { m } from '#paraglide/messages';
import { signedIn } from '../../../signed-in.server.ts';
import type { Actions, PageServerLoad, RequestEvent } from './$types';

const LONGEST = 1_000;

export const load: PageServerLoad = async (event) => {
  const application = await applicationFor(signedIn(event), event.params.id);
  if (application === 'not_found') error(404);
  return { application, where: await whereIs(application.organisation) };
};

async function whereIs({ code5, prefCode }: Application['organisation']): Promise<string | null> {
  const area = code5 ? await findArea(code5) : undefined;
  if (area) return fullName(area);
  return (await listPrefectures()).find((one) => one.prefCode === prefCode)?.name ?? null;
}

export const actions: Actions = {
  verified: (event) => decide(event, 'verified'),
  asked: (event) => decide(event, 'asked'),
  declined: (event) => decide(event, 'declined'),
  withdraw: async (event) => {
    const viewer = signedIn(event);
    const reason = textOf(await event.request.formData(), 'reason').slice(0, LONGEST);
    const parts = [takeDownSeries, endWindows];
    const done = await withdrawOrganisation(viewer, event.params.id, reason, parts);
    if (done === 'not_found') error(404);
    return done === 'withdrawn' ? { done } : fail(400, { refused: m.staff_problem_reason() });
  },
};

async function decide(event: RequestEvent, decision: 'verified' | 'asked' | 'declined') {
  const viewer = signedIn(event);
  const data = await event.request.formData();
  const text = (name: string) => textOf(data, name).slice(0, LONGEST);
  const checks = CRITERIA.map((criterion) => ({
    criterion,
    met: data.has(`met-${criterion}`),
    note: text(`note-${criterion}`),
  }));
  const remark = text('remark');
  const input = { decision, checks, remark };
  const decided = await decideApplication(viewer, event.params.id, input);
  if (decided === 'not_found') error(404);
  if (decided === 'decided') return { done: decided };
  return fail(400, { refused: refusalWord(decided), checks, remark });
}

const refusalWord = (refusal: 'unmet' | 'no_reason' | 'name_taken'): string =>
  ({
    unmet: m.staff_application_unmet,
    no_reason: m.staff_application_no_reason,
    name_taken: m.staff_application_name_taken,
  })[refusal]();
