/** Series of an organisation that takes over the entry it was listed as. */
import type { HandOver } from '#organisations/server';
import { sql } from '#platform/db';
import { fingerprint } from './imports/imported-series-queries.server.ts';
import { importedAndUntouched, joinSameRows } from './imports/same-rows-queries.server.ts';

/**
 * Drafts, and what is remembered of the lists they came from, become the entry's; so does what is being written for the
 * applicant. What was copied from public pages stays labelled so until a publisher of its own writes it.
 */
export const handOverSeries: HandOver = async (trx, { from, to }) => {
  await joinSameRows(trx, { from, to });
  const untouched = await importedAndUntouched(trx, from);
  await sql`update series set organisation_id = ${to} where organisation_id = ${from}`.execute(trx);
  await sql`
    with moved as (
      update imported_series set organisation_id = ${to} where organisation_id = ${from})
    update imported_identities set organisation_id = ${to} where organisation_id = ${from}`.execute(
    trx,
  );
  await sql`update imported_series m set fingerprint = ${fingerprint}
    from series s where s.id = m.series_id and s.id = any(${untouched})`.execute(trx);
  await sql`update series_writings set fields = replace(fields::text, ${from}, ${to})::jsonb
    where position(${from} in fields::text) > 0`.execute(trx);
};
