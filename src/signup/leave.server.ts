/** Roles that are lost take along what rested on them: slots, and the rooms one hosted. */
import { gives, type Role } from '#accounts';
import type { Leave } from '#organisations/server';
import { organisationScope } from '#participants';
import { withdrawFromRooms } from '#rooms/server';
import { leaveConsultations } from '#schedule/server';

/** As `mayHost` asks. */
const hosts = (role: Role) => role === 'peer_supporter' || gives(role, 'publish');

/** Out of all rooms of the organisation at once; whoever may host there by another role still enters again. */
export const leaveOrganisation: Leave = async (trx, member, afterCommit) => {
  await leaveConsultations(trx, member, afterCommit);
  if (!member.lost.some(hosts)) return;
  const scope = organisationScope(member.organisationId);
  await withdrawFromRooms(trx, { scope, accountId: member.accountId }, afterCommit);
};
