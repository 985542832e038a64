/** `npm run operator -- <login> '<name>'`: makes an operator of the site and prints a password to be changed. */
import { randomBytes } from 'node:crypto';
import { parseConfig } from '#platform/config';
import { openDatabase, prepareDatabase } from '../platform/host/database.server.ts';
import { endProcess } from '../platform/host/lifetime.server.ts';

const say = (line: string) => void process.stdout.write(`${line}\n`);

async function makeOperator(): Promise<void> {
  const [login, displayName] = process.argv.slice(2);
  if (!login || !displayName) throw new Error(`usage: npm run operator -- <login> '<name>'`);
  const config = parseConfig(process.env);
  if ('mistakes' in config) throw new Error(config.mistakes.join('\n'));
  process.env['LOG_LEVEL'] = 'silent';
  await openDatabase(config, say);
  await prepareDatabase(`${import.meta.dirname}/../..`, say);
  const { createAccount } = await import('#accounts/server');
  const { brokenConstraint, closeDatabase } = await import('#platform/db');
  const password = randomBytes(12).toString('base64url');
  try {
    await createAccount({ login, displayName, password, operator: true });
  } catch (error) {
    if (brokenConstraint(error))
      throw new Error(`The login ${login} is taken or not allowed.`, { cause: error });
    throw error;
  } finally {
    await closeDatabase();
  }
  say(`Operator ${login} (${displayName}) can sign in at /staff/sign-in with: ${password}`);
}

makeOperator().then(
  () => endProcess(),
  (error: unknown) => {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    return endProcess(1);
  },
);
