import type { AccountViewer, Role } from '#accounts';
import { m } from '#paraglide/messages';

export const roleWord = (role: Role): string => m[`accounts_role_${role}`]();

/** What the person is here, in a few words. */
export function rolesInWords(viewer: AccountViewer): string {
  const roles = [...new Set(viewer.memberships.map((one) => one.role))].map(roleWord);
  if (viewer.operator) roles.unshift(m.accounts_role_operator());
  if (viewer.coordinatesPrefCode) roles.push(m.accounts_role_coordinator());
  return roles.join('、');
}
