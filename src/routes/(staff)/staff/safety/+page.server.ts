import { error, fail } from '@sveltejs/kit';
import { m } from '#paraglide/messages';
import { organisationIdsOf } from '#accounts';
import { organisationsOf } from '#organisations/server';
import { fieldsOf } from '#platform/form';
import { readableText } from '#platform/text';
import { LONGEST_REASON } from '#rooms';
import { bansOf, liftBan, liftSiteBan, reportsFor, siteBansOf } from '#rooms/server';
import { dangerReadingsFor, seeDangerReading } from '#urgent/server';
import { signedIn } from '../../signed-in.server.ts';
import { decided } from './decided.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  const viewer = signedIn(event);
  const administered = organisationIdsOf(viewer, 'administer');
  const supervises = organisationIdsOf(viewer, 'supervise').length > 0;
  if (administered.length === 0 && !supervises && !viewer.operator) error(404);
  const names = new Map((await organisationsOf(viewer)).map(({ id, name }) => [id, name]));
  const houses = administered.map(async (id) => {
    const bans = await bansOf(viewer, id);
    return { id, name: names.get(id) ?? '', bans: bans === 'not_found' ? [] : bans };
  });
  const reports = await reportsFor(viewer);
  const dangerReadings = supervises ? await dangerReadingsFor(viewer) : null;
  const site = viewer.operator ? await siteBansOf(viewer) : null;
  return {
    site: site === 'not_found' ? null : site,
    houses: await Promise.all(houses),
    dangerReadings,
    waiting: reports.filter(({ outcomes }) => outcomes.length > 0),
    decided: reports.filter(({ outcomes }) => outcomes.length === 0),
  };
};

export const actions: Actions = {
  decide: decided,
  seeReading: async (event) => {
    const viewer = signedIn(event);
    const { reading = '' } = fieldsOf(await event.request.formData());
    const seen = await seeDangerReading(viewer, reading);
    if (seen === 'not_found') return fail(404, { refused: m.staff_safety_gone() });
    return { told: m.danger_seen() };
  },
  lift: async (event) => {
    const viewer = signedIn(event);
    const { ban = '' } = fieldsOf(await event.request.formData());
    const lifted = await liftBan(viewer, ban);
    if (lifted === 'not_found') return fail(404, { refused: m.staff_safety_gone() });
    return { told: m.staff_safety_lifted() };
  },
  liftOnSite: async (event) => {
    const viewer = signedIn(event);
    const { ban = '', because = '' } = fieldsOf(await event.request.formData());
    const reason = readableText(because).slice(0, LONGEST_REASON);
    const lifted = await liftSiteBan(viewer, { banId: ban, because: reason });
    if (lifted === 'not_found') return fail(404, { refused: m.staff_safety_gone() });
    if (lifted === 'no_reason') return fail(400, { unreasoned: ban });
    return { told: m.staff_safety_lifted() };
  },
};
