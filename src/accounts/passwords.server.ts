import { randomBytes } from 'node:crypto';
import { hash, verify } from '@node-rs/argon2';

/** Argon2id is the package's default; its enum of algorithms cannot be imported without a compiler. */
const PARAMETERS = { memoryCost: 64 * 1024, timeCost: 3, parallelism: 1 };

export const hashPassword = (password: string): Promise<string> =>
  hash(password.normalize('NFKC'), PARAMETERS);

let dummy: Promise<string> | undefined;

/** Takes as long for a login that does not exist as for one that does. */
export async function passwordMatches(
  passwordHash: string | undefined,
  password: string,
): Promise<boolean> {
  dummy ??= hashPassword(randomBytes(16).toString('hex'));
  const matches = await verify(passwordHash ?? (await dummy), password.normalize('NFKC'));
  return matches && passwordHash !== undefined;
}
