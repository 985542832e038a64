/** Where the cluster lives: below DATA_DIR, or, where its runner cannot get there, in a folder of its own. */
import { chmod, chown, mkdir, mkdtemp, readFile, rmdir, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { mayReach, type Runner } from './runner.server.ts';

type Say = (line: string) => void;

export async function choosePlace(dataDir: string, runner: Runner, say: Say): Promise<string> {
  const pointer = path.join(dataDir, 'postgres-folder');
  const moved = await readFile(pointer, 'utf8').catch(() => undefined);
  if (moved !== undefined && (await isFolder(moved))) return moved;

  await mkdir(dataDir, { recursive: true, mode: 0o711 });
  const near = path.join(dataDir, 'postgres');
  await mkdir(near, { recursive: true });
  await hand(near, runner);
  if (mayReach(runner, near)) return near;

  await rmdir(near);
  const far = await makeFolderElsewhere(runner);
  await writeFile(pointer, far, { mode: 0o600 });
  say(`The database's user cannot enter ${dataDir}: the database lives in ${far}`);
  return far;
}

async function makeFolderElsewhere(runner: Runner): Promise<string> {
  for (const parent of ['/var/lib', '/var/tmp', tmpdir()]) {
    const folder = await mkdtemp(path.join(parent, 'tsudoi-')).catch(() => undefined);
    if (folder === undefined) continue;
    await hand(folder, runner);
    if (mayReach(runner, folder)) return folder;
    await rmdir(folder);
  }
  throw new Error(
    'No folder found that the database user can enter: set DATA_DIR to one, such as /var/lib/tsudoi.',
  );
}

/** The folder belongs to the runner alone. */
async function hand(folder: string, runner: Runner): Promise<void> {
  if (runner.uid !== undefined && runner.gid !== undefined)
    await chown(folder, runner.uid, runner.gid);
  await chmod(folder, 0o700);
}

const isFolder = (folder: string): Promise<boolean> =>
  stat(folder).then(
    (found) => found.isDirectory(),
    () => false,
  );
