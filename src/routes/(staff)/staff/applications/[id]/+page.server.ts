import { error, fail, redirect } from '@sveltejs/kit';
import { handOverImports } from '#imports/server';
import { CRITERIA, type OrganisationRecord } from '#organisations';
import {
  applicationFor,
  decideApplication,
  verifyAsEntry,
  withdrawOrganisation,
} from '#organisations/server';
import { textOf } from '#platform/form';
import { handOverSeries, takeDownSeries } from '#schedule/server';
import { endWindows, handOverWindows, listWindows } from '#windows/server';
import { m } from '#paraglide/messages';
import { localizeHref } from '#paraglide/runtime';
import { leaving } from '../../../../../leaving.server.ts';
import { whereIs } from '../../../../where-is.server.ts';
import { signedIn } from '../../../signed-in.server.ts';
import type { Actions, PageServerLoad, RequestEvent } from './$types';

const LONGEST = 1_000;

export const load: PageServerLoad = async (event) => {
  const found = await applicationFor(signedIn(event), event.params.id);
  if (found === 'not_found') error(404);
  const { entries, ...application } = found;
  return {
    application,
    where: await whereIs(application.organisation),
    entries: await Promise.all(entries.map(entryOf)),
    decided: event.url.searchParams.has('decided'),
  };
};

/** What would be handed over with it. */
const entryOf = async (organisation: OrganisationRecord) => ({
  organisation,
  where: await whereIs(organisation),
  windows: (await listWindows({ organisationId: organisation.id })).map(({ name }) => name),
});

const TAKING_OVER = {
  handOver: [handOverSeries, handOverWindows, handOverImports],
  leave: leaving,
};

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
    if (done === 'withdrawn') return { done };
    const told = done === 'held' ? m.staff_application_held() : m.staff_problem_reason();
    return fail(done === 'held' ? 409 : 400, { refused: { why: done, told }, reason });
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
  const entry = decision === 'verified' ? text('entry') : '';
  const { id } = event.params;
  const decided = entry
    ? await verifyAsEntry(viewer, id, entry, { checks, remark }, TAKING_OVER)
    : await decideApplication(viewer, id, { decision, checks, remark });
  if (decided === 'not_found') error(404);
  if (decided !== 'decided') {
    const refused = { why: decided, told: refusalWord(decided) };
    return fail(400, { refused, checks, remark, entry });
  }
  if (entry) redirect(303, `${localizeHref(`/staff/applications/${entry}`)}?decided`);
  return { done: decided };
}

const refusalWord = (refusal: Refusal): string =>
  ({
    unmet: m.staff_application_unmet,
    no_reason: m.staff_application_no_reason,
    name_taken: m.staff_application_name_taken,
    name_listed: m.staff_application_name_listed,
    entry_gone: m.staff_application_entry_gone,
    held: m.staff_application_held,
  })[refusal]();

type Refusal = Exclude<
  Awaited<ReturnType<typeof decideApplication | typeof verifyAsEntry>>,
  'decided' | 'not_found'
>;
