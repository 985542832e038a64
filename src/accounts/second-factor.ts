/** Six-digit codes by time (RFC 6238): SHA-1, 30 seconds, as every authenticator app makes them. */
import { createTOTPKeyURI, verifyHOTP } from '@oslojs/otp';
import { seconds } from '#platform/clock';

const DIGITS = 6;
const PERIOD_S = 30;

/** The step whose code this is: the one of `now`, the one before or the one after; undefined: of none of them. */
export function stepOfCode(key: Uint8Array, code: string, now: Date): number | undefined {
  const current = Math.floor(now.getTime() / seconds(PERIOD_S));
  const typed = readableCode(code);
  return [current, current - 1, current + 1].find((step) =>
    verifyHOTP(key, BigInt(step), DIGITS, typed),
  );
}

/** What an authenticator app reads from the QR picture. */
export const keyUri = (issuer: string, login: string, key: Uint8Array): string =>
  createTOTPKeyURI(issuer, login, key, PERIOD_S, DIGITS);

/** Full-width digits and spaces are what a Japanese keyboard gives. */
const readableCode = (code: string) => code.normalize('NFKC').replace(/\D/g, '');
