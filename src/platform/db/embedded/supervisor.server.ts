/** Keeps one server of a cluster alive on one port for as long as we live. */
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { ask, spawnServer, type Cluster } from './cluster.server.ts';
import { isAlive, livingPostmaster } from './postmaster.server.ts';

const STARTING_MS = 60_000;
const BETWEEN_TRIES_MS = 300;

export class Supervisor {
  port = 0;
  #pid = 0;
  #restarting: Promise<void> | undefined;
  #watch: NodeJS.Timeout | undefined;
  readonly #cluster: Cluster;
  readonly #settings: Record<string, string>;
  readonly #say: (line: string) => void;

  constructor(cluster: Cluster, settings: Record<string, string>, say: (line: string) => void) {
    this.#cluster = cluster;
    this.#settings = settings;
    this.#say = say;
  }

  /** Adopts a server that outlived its host, else starts one. */
  async bringUp(): Promise<'adopted' | 'started'> {
    const adopted = await this.#adopt();
    if (!adopted) await this.#start();
    process.once('exit', this.#letGo);
    this.#watch = setInterval(() => this.#look(), 500).unref();
    return adopted ? 'adopted' : 'started';
  }

  async end(stop: () => Promise<void>): Promise<void> {
    clearInterval(this.#watch);
    await this.#restarting;
    process.off('exit', this.#letGo);
    if (!isAlive(this.#pid)) return;
    await stop();
    while (isAlive(this.#pid)) await pause(10);
  }

  async #adopt(): Promise<boolean> {
    const living = await livingPostmaster(this.#cluster.data);
    if (!living || !(await this.#answers(living.port, living.pid, STARTING_MS))) return false;
    this.port = living.port;
    this.#pid = living.pid;
    return true;
  }

  /**
   * After a killed server the next one meets its lock file and its shared memory for a moment,
   * and a port found free may be taken before it is used: both are tried again.
   */
  async #start(): Promise<void> {
    const fixedPort = this.port;
    const until = performance.now() + STARTING_MS;
    for (;;) {
      this.port = fixedPort || (await findFreePort());
      if (await this.#startOnce()) return;
      const log = await readFile(this.#cluster.logFile, 'utf8');
      const passing = /lock file|shared memory|could not bind|could not create any TCP/.test(log);
      if (!passing || performance.now() > until)
        throw new Error(
          `PostgreSQL did not start:\n${log.trim().split('\n').slice(-5).join('\n')}`,
        );
      await pause(BETWEEN_TRIES_MS);
    }
  }

  async #startOnce(): Promise<boolean> {
    const child = await spawnServer(this.#cluster, this.port, this.#settings);
    // Without a pid the spawn failed; the error event says why.
    if (child.pid === undefined) throw (await once(child, 'error'))[0];
    child.unref();
    this.#pid = child.pid;
    return this.#answers(this.port, child.pid);
  }

  /** Waits until the server lets us in, as long as it lives: recovery after a crash takes its time. */
  async #answers(port: number, pid: number, patience = Infinity): Promise<boolean> {
    const until = performance.now() + patience;
    while (isAlive(pid)) {
      const entered = await ask(this.#cluster, port, 'select 1').then(
        () => true,
        () => false,
      );
      if (entered) return true;
      if (performance.now() > until)
        throw new Error(
          `PostgreSQL (process ${pid}) holds ${this.#cluster.data} and does not let us in: stop it.`,
        );
      await pause(30);
    }
    return false;
  }

  #look(): void {
    if (this.#restarting || isAlive(this.#pid)) return;
    this.#say('The embedded database has ended unexpectedly and is started again.');
    this.#restarting = this.#start()
      .catch((error: unknown) => this.#say(String(error)))
      .finally(() => (this.#restarting = undefined));
  }

  /** Last resort when the process ends without `end`: SIGINT is PostgreSQL's fast shutdown. */
  readonly #letGo = () => {
    if (isAlive(this.#pid)) process.kill(this.#pid, 'SIGINT');
  };
}

async function findFreePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const address = probe.address();
  probe.close();
  await once(probe, 'close');
  return typeof address === 'object' && address ? address.port : 0;
}
