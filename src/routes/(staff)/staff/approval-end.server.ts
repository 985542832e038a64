/** The two answers to the question whether approval ends somewhere, from whichever page it was read on. */
import { error, fail, type RequestEvent } from '@sveltejs/kit';
import type { OrganisationId } from '#accounts';
import { agreeToEndApproval, keepApproval } from '#organisations/server';
import { textOf } from '#platform/form';
import { m } from '#paraglide/messages';
import { signedIn } from '../signed-in.server.ts';

export const approvalEndActions = {
  agreeEnd: async (event: RequestEvent) => {
    const organisationId = await organisationIn(event);
    const done = await agreeToEndApproval(signedIn(event), organisationId);
    if (done === 'not_found') error(404);
    if (done === 'ended') return { told: m.staff_approval_off() };
    const told = done === 'own' ? m.staff_approval_end_own() : m.staff_approval_end_gone();
    return fail(400, { end: { organisationId, told } });
  },
  keepApproval: async (event: RequestEvent) => {
    const organisationId = await organisationIn(event);
    const done = await keepApproval(signedIn(event), organisationId);
    if (done === 'not_found') error(404);
    if (done === 'kept') return { told: m.staff_approval_kept() };
    return fail(400, { end: { organisationId, told: m.staff_approval_end_gone() } });
  },
};

/** Any text: the verbs find nothing of what is not the viewer's. */
const organisationIn = async ({ request }: RequestEvent): Promise<OrganisationId> =>
  textOf(await request.formData(), 'organisation') as OrganisationId;
