/** What the operator's commands share: their words, the database opened and up to date, one clear line at the end. */
import { parseConfig } from '#platform/config';
import { openDatabase, prepareDatabase } from '../platform/host/database.server.ts';
import { endProcess } from '../platform/host/lifetime.server.ts';

const say = (line: string) => void process.stdout.write(`${line}\n`);

/**
 * `usage` names as many words as `least`, or more; `work` says what became of it, or throws what is to be told. A database
 * `asItIs` is neither brought up to date nor filled before.
 */
export async function runCommand(
  { usage, least, asItIs = false }: { usage: string; least: number; asItIs?: boolean },
  work: (words: string[]) => Promise<string>,
): Promise<never> {
  try {
    const words = process.argv.slice(2);
    if (words.length < least || words.includes('')) throw new Error(`usage: ${usage}`);
    say(await withDatabase(asItIs, () => work(words)));
    return await endProcess();
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    return endProcess(1);
  }
}

async function withDatabase(asItIs: boolean, work: () => Promise<string>): Promise<string> {
  const config = parseConfig(process.env);
  if ('mistakes' in config) throw new Error(config.mistakes.join('\n'));
  process.env['LOG_LEVEL'] = 'silent';
  await openDatabase(config, say);
  if (!asItIs) await prepareDatabase(`${import.meta.dirname}/../..`, say);
  const { closeDatabase, synchroniseClock, waitWithoutEnd } = await import('#platform/db');
  if (asItIs) waitWithoutEnd();
  try {
    await synchroniseClock();
    return await work();
  } finally {
    await closeDatabase();
  }
}
