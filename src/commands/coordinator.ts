/** `npm run coordinator -- <login> <prefecture, or none>`: who hears of the gaps in a prefecture's desks. */
import { runCommand } from './run-command.ts';

const usage = 'npm run coordinator -- <login> <prefecture: 東京都, Tokyo or 13; or none>';

await runCommand({ usage, least: 2 }, async ([login = '', named = '']) => {
  const { prefectureNamed } = await import('#areas/server');
  const { nameCoordinator } = await import('#organisations/server');
  const prefecture = await prefectureNamed(named);
  if (!prefecture && named !== 'none') throw new Error(`There is no prefecture ${named}.`);
  const done = await nameCoordinator(login, prefecture?.prefCode ?? null);
  if (done === 'unknown') throw new Error(`There is no account ${login}.`);
  if (done === 'closed') throw new Error(`The account ${login} is closed.`);
  return prefecture
    ? `${login} coordinates ${prefecture.name} from now on. npm run coordinator -- ${login} none ends it.`
    : `${login} coordinates no prefecture any more.`;
});
