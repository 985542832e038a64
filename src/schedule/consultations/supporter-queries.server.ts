/** Who listens at which consultation. */
import type { OrganisationId } from '#accounts';
import { db, type Database } from '#platform/db';

/** Who can lay slots for an organisation, by the name on their account. */
export const listSupporters = (organisationId: OrganisationId, trx: Database = db) =>
  trx
    .selectFrom('memberships as m')
    .innerJoin('accounts as a', 'a.id', 'm.account_id')
    .select(['a.id as accountId', 'a.display_name as name'])
    .where('m.organisation_id', '=', organisationId)
    .where('m.role', '=', 'peer_supporter')
    .where('a.disabled_at', 'is', null)
    .orderBy('a.display_name')
    .orderBy('a.id')
    .execute();

/** Whether somebody is a supporter there now; ask it of an account that is locked, so that it stays true. */
export const listensAt = async (
  trx: Database,
  of: { organisationId: OrganisationId; accountId: string },
): Promise<boolean> =>
  (await listSupporters(of.organisationId, trx)).some(
    ({ accountId }) => accountId === of.accountId,
  );

/** Published consultations of these organisations. */
export const listConsultations = (organisations: OrganisationId[]) =>
  db
    .selectFrom('series')
    .select(['id', 'title', 'organisation_id as organisationId'])
    .where((eb) => eb('organisation_id', '=', eb.fn.any(eb.val(organisations))))
    .where('kind', '=', 'peer_consultation')
    .where('state', '=', 'published')
    .orderBy('created_at')
    .orderBy('id')
    .$narrowType<{ organisationId: OrganisationId }>()
    .execute();

/** Who has said when they listen: at published consultations of organisations where they still are supporters. */
export const listAvailabilities = () =>
  db
    .selectFrom('availabilities as v')
    .innerJoin('series as s', 's.id', 'v.series_id')
    .innerJoin('memberships as m', (join) =>
      join
        .onRef('m.organisation_id', '=', 's.organisation_id')
        .onRef('m.account_id', '=', 'v.account_id')
        .on('m.role', '=', 'peer_supporter'),
    )
    .select(['v.series_id as seriesId', 'v.account_id as accountId'])
    .where('s.state', '=', 'published')
    .orderBy('v.account_id')
    .execute();
