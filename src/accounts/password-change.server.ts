/** Another password, chosen by whoever still sits at an open session and knows the present one. */
import type { SessionCookie } from '#platform/cookies';
import { inTransaction, type Database } from '#platform/db';
import { turns } from '#platform/turns';
import type { AccountViewer } from './index.ts';
import { passwordProblemsOf, type PasswordChange, type PasswordProblems } from './input.ts';
import { hashPassword } from './passwords.server.ts';
import { findFactor, setPassword, type Proof } from './queries.server.ts';
import { deleteSessionsOf } from './session-queries.server.ts';
import { endSocketsOf, openSession } from './sessions.server.ts';
import { provesAgain } from './sign-in.server.ts';

// Only who has proved who they are comes here, so no flood of strangers takes these places.
const hashInTurn = turns(1, 10);

/** What somebody signs in by, as a password manager wants to see it beside a new password. */
export const ownLogin = async (viewer: AccountViewer): Promise<string> =>
  (await findFactor(viewer.accountId)).login;

/**
 * Every session of the account ends, this one too: the viewer goes on in a new one, by the cookie. Nothing is changed
 * where the present password, or the second factor's code, is not given right, or another change came first: `refused`.
 * `record` writes the act in the same transaction.
 */
export async function changePassword(
  viewer: AccountViewer,
  input: PasswordChange,
  record: (trx: Database) => Promise<void>,
): Promise<{ cookie: SessionCookie } | { problems: PasswordProblems } | 'refused' | 'busy'> {
  const problems = passwordProblemsOf(input);
  if (Object.keys(problems).length > 0) return { problems };
  const proof = await provesAgain(viewer, { password: input.current, code: input.code });
  if (typeof proof === 'string') return proof;
  const passwordHash = await hashInTurn(() => hashPassword(input.next));
  if (passwordHash === 'busy') return 'busy';
  if (!(await replacePassword(viewer, proof, passwordHash, record))) return 'refused';
  return { cookie: (await openSession(viewer.accountId)).cookie };
}

const replacePassword = (
  { accountId, sessionKey }: AccountViewer,
  proof: Proof,
  passwordHash: string,
  record: (trx: Database) => Promise<void>,
): Promise<boolean> =>
  inTransaction(async (trx, afterCommit) => {
    const sessionIdHash = Buffer.from(sessionKey, 'hex');
    if (!(await setPassword(trx, proof, { passwordHash, sessionIdHash }))) return false;
    await deleteSessionsOf(accountId, trx);
    await record(trx);
    afterCommit(() => endSocketsOf(accountId));
    return true;
  });
