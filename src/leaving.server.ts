/** What goes along with roles that somebody loses, of every feature. */
import { leaveShifts } from '#duty/server';
import type { Leave } from '#organisations/server';
import { leaveOrganisation } from '#signup/server';

export const leaving: Leave = async (trx, member, afterCommit) => {
  await leaveOrganisation(trx, member, afterCommit);
  await leaveShifts(trx, member, afterCommit);
};
