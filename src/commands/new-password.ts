/** `npm run new-password -- <login>`: for whoever forgot theirs. */
import { runCommand } from './run-command.ts';

const usage = 'npm run new-password -- <login>';

await runCommand({ usage, least: 1 }, async ([login = '']) => {
  const { renewPassword } = await import('#organisations/server');
  const done = await renewPassword(login);
  if (done === 'unknown') throw new Error(`There is no account ${login}.`);
  if (done === 'closed')
    throw new Error(`The account ${login} is closed: npm run open-account -- ${login} opens it.`);
  return [
    `${login} can sign in at /staff/sign-in with: ${done.password}`,
    'It is signed out everywhere; roles and second factor stay. Let them choose another at /staff/account.',
  ].join('\n');
});
