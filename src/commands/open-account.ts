/** `npm run open-account -- <login>`: a closed account can be entered again, by a new password. */
import { runCommand } from './run-command.ts';

const usage = 'npm run open-account -- <login>';

await runCommand({ usage, least: 1 }, async ([login = '']) => {
  const { openAccount } = await import('#organisations/server');
  const done = await openAccount(login);
  if (done === 'unknown') throw new Error(`There is no account ${login}.`);
  if (done === 'open_before') return `The account ${login} is open.`;
  return [
    `${login} can sign in at /staff/sign-in with: ${done.password}`,
    'It belongs to no organisation until somebody there invites it.',
  ].join('\n');
});
