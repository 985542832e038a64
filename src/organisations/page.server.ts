/** An organisation's own page: its admin writes it, and nobody appears on it but by their own act. */
import { may, type AccountId, type AccountViewer, type OrganisationId } from '#accounts';
import { now } from '#platform/clock';
import { db, inTransaction, type Database } from '#platform/db';
import { isId } from '#platform/id';
import { recordOnOrganisation, refuseOrganisation } from './audit.server.ts';
import {
  applicationProblemsOf,
  pageInput,
  personInput,
  type ApplicationProblems,
  type PageInput,
} from './input.ts';
import { lockRoles } from './invitation-queries.server.ts';
import type { ShownPerson } from './page.ts';
import {
  deleteShownPerson,
  findShownPerson,
  listShownPeople,
  writeShownPerson,
} from './page-queries.server.ts';
import { updateOrganisation } from './queries.server.ts';

/** Who of it agreed to appear there; ask only for an organisation that is shown. */
export const peopleOf = (organisationId: OrganisationId): Promise<ShownPerson[]> =>
  listShownPeople(organisationId);

/** For its admin. Name, kind and area are what was verified: they stay. */
export async function writePage(
  viewer: AccountViewer,
  organisationId: OrganisationId,
  input: PageInput,
): Promise<'saved' | 'not_found' | { problems: ApplicationProblems }> {
  if (!may(viewer, 'administer', organisationId)) return refusePage(viewer, organisationId);
  const parsed = pageInput.safeParse(input);
  if (!parsed.success) return { problems: applicationProblemsOf(parsed.error) };
  const { summary, url, face, message, messageBy } = parsed.data;
  return inTransaction(async (trx) => {
    const row = { summary, url: url || null, face, message, message_by: messageBy };
    await updateOrganisation(trx, organisationId, row);
    await recordOnOrganisation(trx, viewer, organisationId, 'organisation.changed');
    return 'saved' as const;
  });
}

/** How the viewer appears on the page of an organisation of theirs; undefined where they do not. */
export const ownAppearance = (
  viewer: AccountViewer,
  organisationId: OrganisationId,
): Promise<ShownPerson | undefined> => findShownPerson(organisationId, viewer.accountId);

/** The viewer's own consent, to be taken back at any time by an empty name. Nobody gives it for somebody else. */
export async function appearOnPage(
  viewer: AccountViewer,
  organisationId: OrganisationId,
  input: ShownPerson,
): Promise<'appears' | 'appears_not' | 'long' | 'not_found'> {
  if (!isId(organisationId)) return 'not_found';
  const { accountId } = viewer;
  const parsed = personInput.safeParse(input);
  if (!parsed.success) return 'long';
  if (parsed.data.nickname === '') {
    await deleteShownPerson(db, organisationId, accountId);
    return 'appears_not';
  }
  return inTransaction(async (trx) => {
    if ((await lockRoles(trx, { accountId, organisationId })).length === 0)
      return refusePage(viewer, organisationId, trx);
    await writeShownPerson(trx, { ...parsed.data, organisationId, accountId, at: now() });
    return 'appears' as const;
  });
}

/** Whoever belongs to it no more is gone from its page, with their consent. */
export const leavePage = (
  trx: Database,
  { organisationId, accountId }: { organisationId: OrganisationId; accountId: AccountId },
): Promise<void> => deleteShownPerson(trx, organisationId, accountId);

const refusePage = (viewer: AccountViewer, organisationId: OrganisationId, trx?: Database) =>
  refuseOrganisation(viewer, organisationId, 'organisation.refused', trx);
