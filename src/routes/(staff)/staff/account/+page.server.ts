import { fail } from '@sveltejs/kit';
import { may } from '#accounts';
import { hasSecondFactor, revokeSession, sessionsOf } from '#accounts/server';
import { organisationsOf } from '#organisations/server';
import { textOf } from '#platform/form';
import { signedIn } from '../../signed-in.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  const viewer = signedIn(event);
  const [sessions, factor, organisations] = await Promise.all([
    sessionsOf(viewer),
    hasSecondFactor(viewer),
    organisationsOf(viewer),
  ]);
  const belongings = organisations.map(({ id, name }) => ({
    id,
    name,
    roles: viewer.memberships.filter((one) => one.organisationId === id).map((one) => one.role),
    opens: may(viewer, 'read_members', id),
  }));
  return { sessions, factor, mustHaveFactor: viewer.operator, belongings };
};

export const actions: Actions = {
  async revoke(event) {
    const viewer = signedIn(event);
    const key = textOf(await event.request.formData(), 'session');
    const revoked = await revokeSession(viewer, key);
    return revoked ? { revoked } : fail(404, { revoked });
  },
};
