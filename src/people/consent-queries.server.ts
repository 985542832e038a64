/** Rows of where portraits are shown. */
import type { AccountId, OrganisationId } from '#accounts';
import type { Database } from '#platform/db';

/** What somebody's portrait stands beside: their own appearance somewhere, or their own hours at a consultation. */
export type Showing = { appearanceId: string } | { availabilityId: string };

interface Consent {
  portraitId: string;
  accountId: AccountId;
  organisationId: OrganisationId;
  at: Date;
}

/** False where it stood already. */
export async function insertConsent(
  trx: Database,
  showing: Showing,
  { portraitId, accountId, organisationId, at }: Consent,
): Promise<boolean> {
  const written = await trx
    .insertInto('portrait_consents')
    .values({
      portrait_id: portraitId,
      account_id: accountId,
      appearance_id: 'appearanceId' in showing ? showing.appearanceId : null,
      availability_id: 'availabilityId' in showing ? showing.availabilityId : null,
      organisation_id: organisationId,
      given_by: accountId,
      given_at: at,
    })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst();
  return (written.numInsertedOrUpdatedRows ?? 0n) > 0n;
}

/** False where there was none. */
export async function deleteConsent(
  trx: Database,
  showing: Showing,
  accountId: AccountId,
): Promise<boolean> {
  const gone = await trx
    .deleteFrom('portrait_consents')
    .where('account_id', '=', accountId)
    .where((eb) =>
      'appearanceId' in showing
        ? eb('appearance_id', '=', showing.appearanceId)
        : eb('availability_id', '=', showing.availabilityId),
    )
    .executeTakeFirst();
  return gone.numDeletedRows > 0n;
}

/** In whose logs it stands that somebody's portrait is shown. */
export const organisationsShowing = async (
  trx: Database,
  accountId: AccountId,
): Promise<OrganisationId[]> =>
  (
    await trx
      .selectFrom('portrait_consents')
      .select('organisation_id')
      .distinct()
      .where('account_id', '=', accountId)
      .execute()
  ).map((row) => row.organisation_id as OrganisationId); // portrait_consents_organisation
