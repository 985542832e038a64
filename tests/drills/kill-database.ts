/** The same messages as in `kill-messages`; what is killed is the database below the server. */
import { startDurableServer } from '../support/durable-server.ts';
import { insidePortal } from '../support/inside-portal.ts';
import { writeUnderKills, type KillReport } from './kill-messages.ts';

export { failuresOf } from './kill-messages.ts';

export async function drill(kills: number): Promise<KillReport> {
  const database = await startDurableServer();
  const victim = { kill: () => database.kill(), comesBack: () => database.stands() };
  return insidePortal((portal) => writeUnderKills(kills, portal, victim), {
    DATABASE_URL: database.url,
  }).finally(() => database.stop());
}
