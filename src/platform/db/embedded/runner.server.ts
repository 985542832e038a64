/** PostgreSQL refuses to run as root: then it runs as an unprivileged user of the system. */
import { spawnSync } from 'node:child_process';

/** Spread into spawn's options; empty where the caller itself may run PostgreSQL. */
export interface Runner {
  uid?: number;
  gid?: number;
}

export function findRunner(): Runner {
  if (process.getuid?.() !== 0) return {};
  for (const name of ['postgres', 'nobody']) {
    const uid = idOf('-u', name);
    const gid = idOf('-g', name);
    if (uid !== undefined && gid !== undefined) return { uid, gid };
  }
  throw new Error(
    'PostgreSQL does not run as root, and neither user "postgres" nor "nobody" exists. ' +
      'Create one (useradd postgres), start as another user, or set DATABASE_URL.',
  );
}

function idOf(flag: '-u' | '-g', name: string): number | undefined {
  const done = spawnSync('id', [flag, name], { encoding: 'utf8' });
  return done.status === 0 ? Number(done.stdout) : undefined;
}

/** Asks the kernel whether the runner can pass every folder on the way: a home of mode 0700 stops it. */
export function mayReach(runner: Runner, path: string): boolean {
  if (runner.uid === undefined) return true;
  const asked = spawnSync('/bin/sh', ['-c', 'test -x "$0"', path], { ...runner, cwd: '/' });
  return asked.status === 0;
}
