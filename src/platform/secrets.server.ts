/** Keys outside the database: each purpose has its own, derived from SECRET (RFC 5869). */
import {
  createSecretKey,
  createCipheriv,
  createDecipheriv,
  createHash,
  createHmac,
  hkdfSync,
  type KeyObject,
  randomBytes,
} from 'node:crypto';
import { config } from './config.server.ts';

type Purpose =
  | 'phrase-pepper'
  | 'phrase-bucket'
  | 'pseudonym'
  | 'seal'
  | 'tombstone'
  | 'backup'
  | 'form'
  | 'sent-form'
  | 'second-factor'
  | 'sign-in'
  | 'report'
  | 'barred'
  | 'meeting-link'
  | 'room-code'
  | 'notice'
  | 'push-device'
  | 'push-endpoint'
  | 'vapid';

// Prepared once: Node takes five times as long with a key handed over as bytes each time.
const keys = new Map<Purpose, KeyObject>();

/** The 32-byte key of one purpose. */
export function keyFor(purpose: Purpose): KeyObject {
  const known = keys.get(purpose);
  if (known) return known;
  const secret = config().SECRET;
  if (!secret) throw new Error('SECRET is not set');
  const bytes = hkdfSync('sha256', Buffer.from(secret, 'base64'), '', `tsudoi:${purpose}`, 32);
  const key = createSecretKey(Buffer.from(bytes));
  keys.set(purpose, key);
  return key;
}

export const keyedHash = (purpose: Purpose, text: string): Buffer =>
  createHmac('sha256', keyFor(purpose)).update(text).digest();

export const sha256 = (text: string): Buffer => createHash('sha256').update(text).digest();

/** AES-256-GCM: nonce (12 bytes), tag (16), ciphertext. */
export function seal(purpose: Purpose, text: string): Buffer {
  const nonce = randomBytes(12);
  const cipher = createCipheriv('aes-256-gcm', keyFor(purpose), nonce);
  const body = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
  return Buffer.concat([nonce, cipher.getAuthTag(), body]);
}

/** Throws when the seal was made with another key or has been touched. */
export function openSeal(purpose: Purpose, sealed: Buffer): string {
  const decipher = createDecipheriv('aes-256-gcm', keyFor(purpose), sealed.subarray(0, 12));
  decipher.setAuthTag(sealed.subarray(12, 28));
  return Buffer.concat([decipher.update(sealed.subarray(28)), decipher.final()]).toString('utf8');
}
