/** Windows of an organisation that takes over the entry it was listed as. */
import type { HandOver } from '#organisations/server';
import { sql } from '#platform/db';

/**
 * The entry's windows stay where they are, unchecked until its people check them; what was copied from a page is no sample
 * of the demonstration any more, what was invented is. The applicant's own windows have all ended: one that is not shown can have no others.
 */
export const handOverWindows: HandOver = async (trx, { from, to }) => {
  await sql`update windows set organisation_id = ${to} where organisation_id = ${from}`.execute(
    trx,
  );
  await sql`
    delete from window_organisations mine where organisation_id = ${from} and exists (
      select from window_organisations theirs where theirs.organisation_id = ${to}
        and theirs.window_id = mine.window_id and theirs.part = mine.part)`.execute(trx);
  await sql`update window_organisations set organisation_id = ${to}
    where organisation_id = ${from}`.execute(trx);
  await sql`
    update windows set verified_on = null, verified_by = null
    where organisation_id = ${to} and verified_by in (select id from accounts where demonstration)`.execute(
    trx,
  );
  await sql`
    update windows set demonstration = false
    where organisation_id = ${to} and demonstration and source_url is not null
      and not exists (select from organisations where id = ${from} and demonstration)`.execute(trx);
};
