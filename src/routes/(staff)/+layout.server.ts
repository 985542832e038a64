import { may, organisationIdsOf, type AccountViewer, type Right } from '#accounts';
import { organisationsOf } from '#organisations/server';
import { m } from '#paraglide/messages';
import { callsRingingAt } from '#rooms/server';
import { laysSlots, standsBy, tendsPlaces } from '#schedule/server';
import type { LayoutServerLoad } from './$types';
import { CALLS } from './calls.ts';
import { enteredByPassword } from './signed-in.server.ts';
import { rolesInWords } from './staff-words.ts';

/** Who comes by an invitation has no login yet. */
const OPEN_TO_ANYBODY = ['/(staff)/staff/sign-in', '/(staff)/staff/invitations/[token]'];

export const load: LayoutServerLoad = async (event) => {
  event.setHeaders({ 'cache-control': 'no-store' });
  if (OPEN_TO_ANYBODY.includes(event.route.id ?? '')) return { staff: null, calls: null };
  const viewer = enteredByPassword(event);
  event.depends(CALLS);
  const organisations = await organisationsOf(viewer);
  const called = await standsBy(viewer);
  return {
    /** Null for whom nobody can call. */
    calls: called ? await callsRingingAt(viewer) : null,
    staff: {
      name: viewer.displayName,
      role: rolesInWords(viewer),
      organisation: organisations.map((one) => one.name).join(m.ui_comma()),
      answers: holds(viewer, 'answer'),
      seesRoster: holds(viewer, 'answer') || holds(viewer, 'keep_shifts'),
      operates: viewer.operator,
      keepsWindows: viewer.operator || holds(viewer, 'confirm_windows'),
      publishes: holds(viewer, 'publish'),
      tends: await tendsPlaces(viewer),
      laysSlots: await laysSlots(viewer),
      advises: holds(viewer, 'advise'),
      supervises: holds(viewer, 'supervise'),
      judges: viewer.operator || holds(viewer, 'administer') || holds(viewer, 'supervise'),
      administers: organisations.find(({ id }) => may(viewer, 'read_members', id))?.id ?? null,
    },
  };
};

const holds = (viewer: AccountViewer, right: Right) => organisationIdsOf(viewer, right).length > 0;
