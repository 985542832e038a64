/** Setting or replacing the second factor. */
import { randomBytes } from 'node:crypto';
import { decodeBase32IgnorePadding, encodeBase32NoPadding } from '@oslojs/encoding';
import QRCode from 'qrcode';
import { now } from '#platform/clock';
import { openSeal, seal } from '#platform/secrets';
import type { AccountViewer } from './index.ts';
import { findFactor, setFactor } from './queries.server.ts';
import { keyUri, stepOfCode } from './second-factor.ts';
import { endOtherSessions } from './sessions.server.ts';
import { provesAgain } from './sign-in.server.ts';

export interface Enrolment {
  /** The key in base32, in groups of four, to type where no camera is. */
  secret: string;
  /** An SVG path of the QR picture on a grid of `size` by `size`. */
  qr: { path: string; size: number };
  /** Hands the key back sealed with the first code; only this account can use it. */
  token: string;
}

/** A key for the viewer's authenticator app; nothing is kept until a code proves that the app has it. */
export async function beginSecondFactor(viewer: AccountViewer, token?: string): Promise<Enrolment> {
  const key = (token && keyOfToken(viewer, token)) || new Uint8Array(randomBytes(20));
  const { login } = await findFactor(viewer.accountId);
  const secret = encodeBase32NoPadding(key);
  return {
    secret: secret.match(/.{1,4}/g)?.join(' ') ?? secret,
    qr: pictureOf(keyUri('つどい', login, key)),
    token: seal('second-factor', `${viewer.accountId}:${secret}`).toString('base64url'),
  };
}

export interface Confirmation {
  token: string;
  /** The new key's first code. */
  code: string;
  password: string;
  /** A code of the key that is to be replaced, where there is one. */
  current?: string | undefined;
}

/**
 * Sets the second factor once its first code is right; the account's other sessions end, for they were opened without it.
 * An open session alone cannot: `refused` where the password, or the present factor's code, is not given right. Only then
 * is a code used up.
 */
export async function confirmSecondFactor(
  viewer: AccountViewer,
  { token, code, password, current }: Confirmation,
): Promise<'set' | 'wrong' | 'refused' | 'busy'> {
  const key = keyOfToken(viewer, token);
  const step = key && stepOfCode(key, code, now());
  if (!key || step === undefined) return 'wrong';
  const proof = await provesAgain(viewer, { password, code: current });
  if (typeof proof === 'string') return proof;
  const sealed = seal('second-factor', encodeBase32NoPadding(key));
  if (!(await setFactor(proof, sealed, step))) return 'refused';
  await endOtherSessions(viewer);
  return 'set';
}

function keyOfToken(viewer: AccountViewer, token: string): Uint8Array | undefined {
  try {
    const opened = openSeal('second-factor', Buffer.from(token, 'base64url'));
    const [accountId, secret] = opened.split(':');
    if (accountId !== viewer.accountId || !secret) return undefined;
    return decodeBase32IgnorePadding(secret);
  } catch {
    return undefined;
  }
}

/** Drawn as a path: the content security policy takes no `data:` pictures. */
function pictureOf(text: string): Enrolment['qr'] {
  const { modules } = QRCode.create(text, { errorCorrectionLevel: 'M' });
  const cells: string[] = [];
  for (let y = 0; y < modules.size; y += 1)
    for (let x = 0; x < modules.size; x += 1)
      if (modules.get(y, x)) cells.push(`M${x} ${y}h1v1h-1z`);
  return { path: cells.join(''), size: modules.size };
}
