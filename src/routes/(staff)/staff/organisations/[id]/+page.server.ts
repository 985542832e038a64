import { error, fail, redirect } from '@sveltejs/kit';
import { may, type AccountViewer, type OrganisationId } from '#accounts';
import { applicationProblemWord, MOST_INVITATIONS_MAILED, type PageInput } from '#organisations';
import {
  answerOperator,
  approvalEndsFor,
  askToEndApproval,
  auditOf,
  auditPagesOf,
  becameEntry,
  entryLeftBy,
  findOrganisation,
  invitationsOf,
  inviteMember,
  membersOf,
  namingsFor,
  ownApplications,
  setMemberRoles,
  wantApproval,
  withdrawInvitation,
  writePage,
} from '#organisations/server';
import { isMailAddress, mailIsOffered } from '#notices/server';
import { textOf, textsOf } from '#platform/form';
import { m } from '#paraglide/messages';
import { localizeHref } from '#paraglide/runtime';
import { NAMERS } from '../../../../../namers.server.ts';
import { leaving } from '../../../../../leaving.server.ts';
import { signedIn } from '../../../signed-in.server.ts';
import { handOverRecords } from '#urgent/server';
import { approvalEndActions } from '../../approval-end.server.ts';
import { mailInvitation } from './invitation-mail.server.ts';
import { narrowedBy } from '../../narrowed.ts';
import { namingActions } from '../../naming-answer.server.ts';
import type { Actions, PageServerLoad, RequestEvent } from './$types';

export const load: PageServerLoad = async (event) => {
  const viewer = signedIn(event);
  const id = idOf(event);
  const members = await membersOf(viewer, id);
  const organisation = await findOrganisation(id);
  if (members === 'not_found' || !organisation) return elsewhere(id);
  const { page } = narrowedBy(event.url);
  const acts = may(viewer, 'read_audit', id) ? await auditOf(viewer, id, page) : 'not_found';
  const handOvers = acts === 'not_found' ? acts : await handOverRecords(viewer, id);
  const application = (await ownApplications(viewer)).find((one) => one.organisation.id === id);
  const ends = await approvalEndsFor(viewer);
  return {
    organisation,
    members,
    acts: acts === 'not_found' ? null : acts,
    handOvers: handOvers === 'not_found' ? [] : handOvers,
    page,
    pages: await auditPagesOf(viewer, id),
    remark: application?.remark ?? '',
    claims: application?.claims ?? null,
    leftEntry: (await entryLeftBy(organisation)) ?? null,
    approvalEnd: ends.find(({ organisationId }) => organisationId === id) ?? null,
    namings: (await namingsFor(viewer, NAMERS)).filter(
      ({ organisationId }) => organisationId === id,
    ),
    administers: may(viewer, 'administer', id),
    you: viewer.accountId,
    mail: mailIsOffered(),
    invitations: may(viewer, 'administer', id) ? await openInvitations(viewer, id) : [],
  };
};

/** Whoever was here while they had applied finds the page that they took over. */
async function elsewhere(id: string): Promise<never> {
  const entry = await becameEntry(id);
  if (entry) redirect(303, localizeHref(`/staff/organisations/${entry}`));
  error(404);
}

async function openInvitations(viewer: AccountViewer, id: OrganisationId) {
  const open = await invitationsOf(viewer, id);
  return open === 'not_found' ? [] : open;
}

export const actions: Actions = {
  page: async (event) => {
    const viewer = signedIn(event);
    const data = await event.request.formData();
    const text = (name: string) => textOf(data, name).slice(0, 20_000);
    const typed = { summary: text('summary'), url: text('url'), message: text('message') };
    const more = { messageBy: text('messageBy'), face: text('face') };
    const input = { ...typed, ...more } as PageInput; // zod holds the face to the known ones.
    const saved = await writePage(viewer, idOf(event), input);
    if (saved === 'not_found') error(404);
    if (saved === 'saved') return { told: m.staff_page_saved() };
    const errors = Object.fromEntries(
      Object.entries(saved.problems).map(([field, key]) => [field, applicationProblemWord(key)]),
    );
    return fail(400, { pageErrors: errors, typed: { ...typed, ...more } });
  },
  invite: async (event) => {
    const viewer = signedIn(event);
    const data = await event.request.formData();
    const address = textOf(data, 'address').trim();
    if (address && !isMailAddress(address))
      return fail(400, { addressRefused: m.staff_invite_no_address(), address });
    const mailed = address !== '';
    const made = await inviteMember(viewer, idOf(event), textsOf(data, 'roles'), { mailed });
    if (made === 'not_found') error(404);
    if (made === 'no_roles')
      return fail(400, { inviteRefused: m.staff_member_no_roles(), address });
    if (made === 'too_many')
      return fail(400, { inviteRefused: m.staff_invite_too_many(), address });
    if (made === 'enough_mailed') {
      const most = MOST_INVITATIONS_MAILED;
      return fail(400, { addressRefused: m.staff_invite_enough_mailed({ most }), address });
    }
    const link = event.url.origin + localizeHref(`/staff/invitations/${made.token}`);
    return { link, mailed: mailed ? await mailInvitation(idOf(event), link, address) : undefined };
  },
  withdraw: async (event) => {
    const viewer = signedIn(event);
    const invitation = textOf(await event.request.formData(), 'invitation');
    if ((await withdrawInvitation(viewer, invitation)) === 'not_found') error(404);
    return { told: m.staff_invite_withdrawn() };
  },
  roles: async (event) => {
    const viewer = signedIn(event);
    const data = await event.request.formData();
    const roles = textsOf(data, 'roles');
    const member = memberOf(event, data);
    if (roles.length === 0) return refused(member, m.staff_member_no_roles());
    return reply(member, await setMemberRoles(viewer, member, roles, leaving));
  },
  approval: async (event) => {
    if ((await wantApproval(signedIn(event), idOf(event))) === 'not_found') error(404);
    return { told: m.staff_approval_on() };
  },
  endApproval: async (event) => {
    if ((await askToEndApproval(signedIn(event), idOf(event))) === 'not_found') error(404);
    return { told: m.staff_approval_end_asked() };
  },
  ...approvalEndActions,
  ...namingActions,
  remove: async (event) => {
    const viewer = signedIn(event);
    const member = memberOf(event, await event.request.formData());
    const done = reply(member, await setMemberRoles(viewer, member, [], leaving));
    if ('told' in done && member.accountId === viewer.accountId)
      redirect(303, localizeHref('/staff'));
    return done;
  },
  answer: async (event) => {
    const viewer = signedIn(event);
    const reply = textOf(await event.request.formData(), 'reply').slice(0, 1_000);
    const answered = await answerOperator(viewer, event.params.id, reply);
    if (answered === 'not_found') error(404);
    if (answered === 'held') return fail(409, { refused: m.staff_application_held(), reply });
    return answered === 'empty' ? fail(400, { empty: true }) : { answered };
  },
};

// Any text: the verbs find nothing of what is not the viewer's.
const idOf = (event: RequestEvent) => event.params.id as OrganisationId;

const memberOf = (event: RequestEvent, data: FormData) => ({
  organisationId: idOf(event),
  accountId: textOf(data, 'account'),
});

type Member = ReturnType<typeof memberOf>;

function reply(member: Member, done: Awaited<ReturnType<typeof setMemberRoles>>) {
  if (done === 'not_found') error(404);
  if (done === 'last_admin') return refused(member, m.staff_member_last_admin());
  return { told: m.staff_member_set() };
}

const refused = ({ accountId }: Member, told: string) => fail(400, { member: { accountId, told } });
