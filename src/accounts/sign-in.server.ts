import type { SessionCookie } from '#platform/cookies';
import { networkBucket } from '#platform/lines';
import { turns } from '#platform/turns';
import { inLine, takeTurn } from './failures.server.ts';
import { forgetFailures, takeBackTurn } from './failure-queries.server.ts';
import type { AccountId, AccountViewer } from './index.ts';
import { loginOf } from './input.ts';
import { passwordMatches } from './passwords.server.ts';
import {
  findCredentials,
  findFactor,
  stillProves,
  viewerOf,
  type Proof,
} from './queries.server.ts';
import { codeMatches } from './second-factor.server.ts';
import { openSession, signOut } from './sessions.server.ts';

export interface SignedIn {
  viewer: AccountViewer;
  cookie: SessionCookie;
}

interface Credentials {
  login: string;
  password: string;
  code?: string | undefined;
}

/** Where a try comes from. */
interface From {
  address?: string;
  /** Whether the account was signed in to in this browser before: it has places of its own, also on a crowded line. */
  knows?: ((accountId: string) => boolean) | undefined;
}

// Beside the phrases' own, so that a flood of either leaves the other a way in.
const hashInTurn = turns(2, 20);

/**
 * Password, then the second factor where one is set. `wrong` does not say what was wrong; `needs_code` comes only
 * after a right password. Failures slow the next tries of this login;
 * `busy`: too many try from this line at this moment.
 */
export async function signIn(
  input: Credentials,
  from: From = {},
): Promise<SignedIn | 'wrong' | 'needs_code' | 'busy'> {
  const login = loginOf(input.login);
  const known = from.knows && (await isKnown(login, from.knows));
  const line = known ? 'known' : networkBucket(from.address ?? '');
  return inLine({ login, line }, () => tryOnce(login, input));
}

async function isKnown(login: string, knows: NonNullable<From['knows']>): Promise<boolean> {
  const account = await findCredentials(login);
  return account !== undefined && knows(account.id);
}

async function tryOnce(login: string, input: Credentials) {
  const proved = await prove(login, input);
  return typeof proved === 'string' ? proved : enter(proved);
}

/** Whether the owner still sits at an open session, before it changes how one signs in; slowed as signing in is. */
export async function provesAgain(
  viewer: AccountViewer,
  given: Pick<Credentials, 'password' | 'code'>,
): Promise<Proof | 'refused' | 'busy'> {
  const { login } = await findFactor(viewer.accountId);
  const proved = await inLine({ login, line: 'signed in' }, () => prove(login, given));
  return proved === 'wrong' || proved === 'needs_code' ? 'refused' : proved;
}

async function prove(
  login: string,
  given: Pick<Credentials, 'password' | 'code'>,
): Promise<Proof | 'wrong' | 'needs_code' | 'busy'> {
  await takeTurn(login);
  const account = await findCredentials(login);
  const matches = await hashInTurn(() => passwordMatches(account?.password_hash, given.password));
  if (matches === 'busy') return matches;
  if (!account || !matches) return 'wrong';
  const accountId = account.id as AccountId;
  if (account.second_factor_sealed) {
    if (!given.code) return takeBackTurn(login).then(() => 'needs_code' as const);
    if (!(await codeMatches(accountId, account.second_factor_sealed, given.code))) return 'wrong';
  }
  await forgetFailures(login);
  const { password_hash: passwordHash, second_factor_sealed: factor } = account;
  return { accountId, passwordHash, factor };
}

async function enter(proof: Proof): Promise<SignedIn | 'wrong'> {
  const { sessionKey, cookie } = await openSession(proof.accountId);
  const viewer = await viewerOf(proof.accountId, sessionKey);
  if (!viewer) return 'wrong';
  // A password changed since it was looked at ended the sessions that there were; this one may have come after.
  if (await stillProves(proof)) return { viewer, cookie };
  await signOut(viewer);
  return 'wrong';
}
