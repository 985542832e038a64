/** A form's server-made id: 128 random bits and an expiry under a keyed hash. Nothing is stored until it is used. */
import { randomBytes, timingSafeEqual } from 'node:crypto';
import { later, minutes, now } from '#platform/clock';
import { keyedHash } from '#platform/secrets';
import type { SignUpRequest } from './input.ts';

const LIFETIME = minutes(10);

/** For one rendering of one sign-up form: never put it on a page that is kept for several readers. */
export function newFormToken(): string {
  const id = randomBytes(16).toString('base64url');
  const due = later(now(), LIFETIME).getTime().toString(36);
  return `${id}.${due}.${mark(id, due)}`;
}

/** Until when the token is good, or undefined for a foreign or expired one. */
export function formDueAt(token: string, at: Date): Date | undefined {
  const [id = '', due = '', given = ''] = token.split('.');
  const expected = Buffer.from(mark(id, due));
  const actual = Buffer.from(given);
  if (expected.length !== actual.length || !timingSafeEqual(expected, actual)) return;
  const dueAt = new Date(parseInt(due, 36));
  return dueAt > at ? dueAt : undefined;
}

/** Names one filled form: the same words sent twice are one sign-up, other words are another form. */
export const formHash = (request: SignUpRequest): Buffer =>
  keyedHash('form', JSON.stringify(request));

const mark = (id: string, due: string) => keyedHash('form', `${id}.${due}`).toString('base64url');
