import { error, fail } from '@sveltejs/kit';
import { may, organisationIdsOf, type OrganisationId } from '#accounts';
import { hasSecondFactor, revokeSession, sessionsOf } from '#accounts/server';
import { hasDutyCalendar } from '#duty/server';
import { noticesHere } from '#notices/server';
import { appearOnPage, organisationsOf, ownAppearance } from '#organisations/server';
import { ownPortrait } from '#people/server';
import { textOf } from '#platform/form';
import { signedIn } from '../../signed-in.server.ts';
import { dutyCalendarActions } from './duty-calendar.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  const viewer = signedIn(event);
  const [sessions, factor, organisations, portrait] = await Promise.all([
    sessionsOf(viewer),
    hasSecondFactor(viewer),
    organisationsOf(viewer),
    ownPortrait(viewer),
  ]);
  const belongings = await Promise.all(
    organisations.map(async ({ id, name }) => ({
      id,
      name,
      roles: viewer.memberships.filter((one) => one.organisationId === id).map((one) => one.role),
      opens: may(viewer, 'read_members', id),
      appears: await ownAppearance(viewer, id),
    })),
  );
  const passwordChanged = event.url.searchParams.get('done') === 'password';
  const mustHaveFactor = viewer.operator;
  const notices = await noticesHere(viewer);
  // Null for whoever is never on duty.
  const dutyCalendar =
    organisationIdsOf(viewer).length > 0 ? { given: await hasDutyCalendar(viewer) } : null;
  return {
    dutyCalendar,
    notices,
    sessions,
    factor,
    mustHaveFactor,
    belongings,
    portrait,
    passwordChanged,
  };
};

export const actions: Actions = {
  ...dutyCalendarActions,
  async appear(event) {
    const viewer = signedIn(event);
    const data = await event.request.formData();
    const organisation = textOf(data, 'organisation');
    const person = { nickname: textOf(data, 'nickname'), words: textOf(data, 'words') };
    // Any text: the verb finds no membership of what is not the viewer's.
    const done = await appearOnPage(viewer, organisation as OrganisationId, person);
    if (done === 'not_found') error(404);
    if (done === 'long') return fail(400, { long: organisation });
    return { appears: done === 'appears' };
  },
  async revoke(event) {
    const viewer = signedIn(event);
    const key = textOf(await event.request.formData(), 'session');
    const revoked = await revokeSession(viewer, key);
    return revoked ? { revoked } : fail(404, { revoked });
  },
};
