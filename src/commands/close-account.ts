/** `npm run close-account -- <login> [<login of the next admin>]`: nobody enters by it any more. */
import { runCommand } from './run-command.ts';

const usage = 'npm run close-account -- <login> [<login of the next admin>]';

await runCommand({ usage, least: 1 }, async ([login = '', successor]) => {
  const { closeAccount } = await import('#organisations/server');
  const { leaving } = await import('../leaving.server.ts');
  const done = await closeAccount(login, leaving, successor);
  if (done === 'unknown') throw new Error(`There is no account ${login}.`);
  if (done === 'closed_before') return `The account ${login} is closed already.`;
  if (done === 'unknown_successor')
    throw new Error(`There is no open account ${successor} beside ${login}. Nothing was changed.`);
  if (done !== 'closed')
    throw new Error(
      [
        `Nothing was changed: ${login} is the only admin of ${done.lastAdminOf.join(', ')}.`,
        'Let somebody become one there first (Members, at /staff), or name who is to be:',
        `npm run close-account -- ${login} <login of the next admin>`,
      ].join('\n'),
    );
  return [
    `The account ${login} is closed: signed out everywhere, a member of nothing, its shifts and slots handed back.`,
    `npm run open-account -- ${login} opens it again.`,
  ].join('\n');
});
