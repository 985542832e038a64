import { error } from '@sveltejs/kit';
import { may, type OrganisationId } from '#accounts';
import { auditOf, findOrganisation, membersOf } from '#organisations/server';
import { signedIn } from '../../../signed-in.server.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  const viewer = signedIn(event);
  const id = event.params.id as OrganisationId; // Any text: the verbs find nothing of what is not the viewer's.
  const members = await membersOf(viewer, id);
  const organisation = await findOrganisation(id);
  if (members === 'not_found' || !organisation) error(404);
  const acts = may(viewer, 'read_audit', id) ? await auditOf(viewer, id) : 'not_found';
  return { organisation, members, acts: acts === 'not_found' ? null : acts };
};
