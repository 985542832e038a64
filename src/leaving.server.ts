/** What goes along with roles that somebody loses, of every feature. */
import { leaveShifts } from '#duty/server';
import { lockRoles, leavePage, type Leave } from '#organisations/server';
import { leaveSeries } from '#schedule/server';
import { leaveOrganisation } from '#signup/server';
import { leaveTalks } from '#urgent/server';
import { leaveDesks } from '#windows/server';

export const leaving: Leave = async (trx, member, afterCommit) => {
  await leaveOrganisation(trx, member, afterCommit);
  await leaveShifts(trx, member, afterCommit);
  await leaveTalks(trx, member, afterCommit);
  if ((await lockRoles(trx, member)).length === 0) await forgetFaces(trx, member);
};

/** Whoever comes back says anew how they appear, and what they agree to: nothing once said comes back by itself. */
async function forgetFaces(trx: Parameters<Leave>[0], member: Parameters<Leave>[1]): Promise<void> {
  await leavePage(trx, member);
  await leaveSeries(trx, member);
  await leaveDesks(trx, member);
}
