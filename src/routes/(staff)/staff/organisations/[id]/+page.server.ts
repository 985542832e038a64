import { error, fail } from '@sveltejs/kit';
import { may, type OrganisationId } from '#accounts';
import {
  answerOperator,
  auditOf,
  findOrganisation,
  membersOf,
  ownApplications,
} from '#organisations/server';
import { textOf } from '#platform/form';
import { signedIn } from '../../../signed-in.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  const viewer = signedIn(event);
  const id = event.params.id as OrganisationId; // Any text: the verbs find nothing of what is not the viewer's.
  const members = await membersOf(viewer, id);
  const organisation = await findOrganisation(id);
  if (members === 'not_found' || !organisation) error(404);
  const acts = may(viewer, 'read_audit', id) ? await auditOf(viewer, id) : 'not_found';
  const application = (await ownApplications(viewer)).find((one) => one.organisation.id === id);
  return {
    organisation,
    members,
    acts: acts === 'not_found' ? null : acts,
    remark: application?.remark ?? '',
    administers: may(viewer, 'administer', id),
  };
};

export const actions: Actions = {
  answer: async (event) => {
    const viewer = signedIn(event);
    const reply = textOf(await event.request.formData(), 'reply').slice(0, 1_000);
    const answered = await answerOperator(viewer, event.params.id, reply);
    if (answered === 'not_found') error(404);
    return answered === 'empty' ? fail(400, { empty: true }) : { answered };
  },
};
