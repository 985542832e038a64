/** Roles that are lost take along what rested on them: slots, and the rooms one hosted. */
import { gives, STANDS_BY, type Role } from '#accounts';
import type { Leave } from '#organisations/server';
import { organisationScope } from '#participants';
import { endCallsAt, withdrawFromRooms } from '#rooms/server';
import { leaveConsultations } from '#schedule/server';

/** As `mayHost` asks, and whoever may have been called in. */
const hosts = (role: Role) => STANDS_BY.includes(role) || gives(role, 'publish');

/** Out of all rooms of the organisation at once; whoever may host there by another role still enters again. */
export const leaveOrganisation: Leave = async (trx, member, afterCommit) => {
  await leaveConsultations(trx, member, afterCommit);
  if (!member.lost.some(hosts)) return;
  const scope = organisationScope(member.organisationId);
  const of = { scope, accountId: member.accountId };
  await endCallsAt(trx, of, afterCommit);
  await withdrawFromRooms(trx, of, afterCommit);
};
