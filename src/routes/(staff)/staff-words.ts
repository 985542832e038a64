import type { AccountViewer, Role } from '#accounts';
import { m } from '#paraglide/messages';

export const roleWord = (role: Role): string =>
  ({
    admin: m.accounts_role_admin,
    publisher: m.accounts_role_publisher,
    approver: m.accounts_role_approver,
    peer_supporter: m.accounts_role_peer_supporter,
    window_staff: m.accounts_role_window_staff,
    supervisor: m.accounts_role_supervisor,
    expert: m.accounts_role_expert,
  })[role]();

/** What the person is here, in a few words. */
export function rolesInWords(viewer: AccountViewer): string {
  const roles = [...new Set(viewer.memberships.map((one) => one.role))].map(roleWord);
  if (viewer.operator) roles.unshift(m.accounts_role_operator());
  if (viewer.coordinatesPrefCode) roles.push(m.accounts_role_coordinator());
  return roles.join(m.ui_comma());
}
