import { decodeBase32IgnorePadding } from '@oslojs/encoding';
import { now } from '#platform/clock';
import { openSeal } from '#platform/secrets';
import type { AccountId, AccountViewer } from './index.ts';
import { findFactor, takeStep } from './queries.server.ts';
import { stepOfCode } from './second-factor.ts';

/** Whether signing in to this account asks for a code. */
export async function hasSecondFactor(viewer: AccountViewer): Promise<boolean> {
  return (await findFactor(viewer.accountId)).second_factor_sealed !== null;
}

/** Each code opens once: a step seen, or an earlier one, is refused. */
export async function codeMatches(
  accountId: AccountId,
  sealed: Buffer,
  code: string,
): Promise<boolean> {
  const key = decodeBase32IgnorePadding(openSeal('second-factor', sealed));
  const step = stepOfCode(key, code, now());
  return step !== undefined && takeStep(accountId, step);
}
