/** Somebody of the staff, signed in by their own password. */
import { randomUUID } from 'node:crypto';
import type { OrganisationId, Role } from '#accounts';
import { addMembership, createAccount, signIn, type SignedIn } from '#accounts/server';

export async function aStaffMember(
  organisationId: OrganisationId,
  ...roles: Role[]
): Promise<SignedIn> {
  const [login, password] = [`staff-${randomUUID().slice(0, 8)}`, 'あさがおの 種をまく'];
  const accountId = await createAccount({ login, displayName: 'のぶさん', password });
  for (const role of roles) await addMembership(accountId, organisationId, role);
  const signedIn = await signIn({ login, password });
  if (typeof signedIn === 'string') throw new Error(`nobody could sign in: ${signedIn}`);
  return signedIn;
}
