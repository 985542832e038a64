import { error, fail } from '@sveltejs/kit';
import { m } from '#paraglide/messages';
import { organisationIdsOf } from '#accounts';
import { organisationsOf } from '#organisations/server';
import { fieldsOf } from '#platform/form';
import { bansOf, decideReport, liftBan, reportsFor } from '#rooms/server';
import { signedIn } from '../../signed-in.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  const viewer = signedIn(event);
  const administered = organisationIdsOf(viewer, 'administer');
  if (administered.length === 0 && !viewer.operator) error(404);
  const names = new Map((await organisationsOf(viewer)).map(({ id, name }) => [id, name]));
  const houses = administered.map(async (id) => {
    const bans = await bansOf(viewer, id);
    return { id, name: names.get(id) ?? '', bans: bans === 'not_found' ? [] : bans };
  });
  const reports = await reportsFor(viewer);
  return {
    houses: await Promise.all(houses),
    waiting: reports.filter(({ outcomes }) => outcomes.length > 0),
    decided: reports.filter(({ outcomes }) => outcomes.length === 0),
  };
};

export const actions: Actions = {
  decide: async (event) => {
    const viewer = signedIn(event);
    const { report = '', outcome = '' } = fieldsOf(await event.request.formData());
    const decided = await decideReport(viewer, { reportId: report, outcome });
    if (decided === 'not_found') return fail(404, { refused: m.staff_safety_gone() });
    return { told: m.staff_safety_decided() };
  },
  lift: async (event) => {
    const viewer = signedIn(event);
    const { ban = '' } = fieldsOf(await event.request.formData());
    const lifted = await liftBan(viewer, ban);
    if (lifted === 'not_found') return fail(404, { refused: m.staff_safety_gone() });
    return { told: m.staff_safety_lifted() };
  },
};
