/** `npm run operator -- <login> '<name>'`: makes an operator of the site and prints a password. */
import { randomBytes } from 'node:crypto';
import { runCommand } from './run-command.ts';

const usage = `npm run operator -- <login> '<name>'`;

await runCommand({ usage, least: 2 }, async ([login = '', displayName = '']) => {
  const { createAccount } = await import('#accounts/server');
  const { brokenConstraint } = await import('#platform/db');
  const password = randomBytes(12).toString('base64url');
  try {
    await createAccount({ login, displayName, password, operator: true });
  } catch (error) {
    if (brokenConstraint(error))
      throw new Error(`The login ${login} is taken or not allowed.`, { cause: error });
    throw error;
  }
  return `Operator ${login} (${displayName}) can sign in at /staff/sign-in with: ${password}`;
});
