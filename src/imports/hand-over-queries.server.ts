import type { HandOver } from '#organisations/server';

/** Lists that an organisation handed in go over to the entry that it becomes. */
export const handOverImports: HandOver = async (trx, { from, to }) =>
  void (await trx
    .updateTable('imports')
    .set({ organisation_id: to })
    .where('organisation_id', '=', from)
    .execute());
