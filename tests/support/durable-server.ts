/** A PostgreSQL of one's own that flushes what it commits, as a real one does: to be measured, and to be killed. */
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { startEmbeddedDatabase } from '../../src/platform/db/embedded/index.server.ts';
import { isAlive, livingPostmaster } from '../../src/platform/db/embedded/postmaster.server.ts';
import { administer } from './administer.ts';

export interface DurableServer {
  url: string;
  /** At once, as a power cut would; whoever watches over it starts it again. */
  kill(): Promise<void>;
  /** Until it takes statements. */
  stands(): Promise<void>;
  stop(): Promise<void>;
}

export async function startDurableServer(): Promise<DurableServer> {
  const dataDir = await mkdtemp(path.join(tmpdir(), 'tsudoi-durable-'));
  await chmod(dataDir, 0o711);
  const embedded = await startEmbeddedDatabase({ dataDir, settings: { max_connections: '200' } });
  return {
    url: embedded.url,
    async kill() {
      const postmaster = await livingPostmaster(path.join(dataDir, 'postgres', 'data'));
      if (!postmaster) throw new Error('no server to kill');
      process.kill(postmaster.pid, 'SIGKILL');
      while (isAlive(postmaster.pid)) await pause(10);
    },
    async stands() {
      const asks = () =>
        administer(embedded.url, 'select 1').then(
          () => true,
          () => false,
        );
      while (!(await asks())) await pause(50);
    },
    async stop() {
      await embedded.stop();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}
