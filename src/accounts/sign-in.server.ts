import { readableLine } from '#platform/text';
import type { SessionCookie } from '#platform/cookies';
import { forgetFailures, takeBackTurn, takeTurn } from './attempts.server.ts';
import type { AccountId, AccountViewer } from './index.ts';
import { passwordMatches } from './passwords.server.ts';
import { findCredentials, viewerOf } from './queries.server.ts';
import { codeMatches } from './second-factor.server.ts';
import { openSession } from './sessions.server.ts';

export interface SignedIn {
  viewer: AccountViewer;
  cookie: SessionCookie;
}

/**
 * Password, then the second factor where one is set. `wrong` does not say what was wrong; `needs_code` comes only
 * after a right password. Failures slow the next tries of this login.
 */
export async function signIn(input: {
  login: string;
  password: string;
  code?: string | undefined;
}): Promise<SignedIn | 'wrong' | 'needs_code'> {
  const login = loginOf(input.login);
  await takeTurn(login);
  const account = await findCredentials(login);
  const matches = await passwordMatches(account?.password_hash, input.password);
  if (!account || !matches) return 'wrong';
  const accountId = account.id as AccountId;
  if (account.second_factor_sealed) {
    if (!input.code) return takeBackTurn(login).then(() => 'needs_code');
    if (!(await codeMatches(accountId, account.second_factor_sealed, input.code))) return 'wrong';
  }
  await forgetFailures(login);
  return enter(accountId);
}

/** Logins are compared in lower case, whatever width they were typed in. */
export const loginOf = (typed: string): string =>
  readableLine(typed).normalize('NFKC').toLowerCase();

async function enter(accountId: AccountId): Promise<SignedIn | 'wrong'> {
  const { sessionKey, cookie } = await openSession(accountId);
  const viewer = await viewerOf(accountId, sessionKey);
  return viewer ? { viewer, cookie } : 'wrong';
}
