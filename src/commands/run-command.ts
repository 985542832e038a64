/** What the operator's commands share: their words, the database opened and up to date, one clear line at the end. */
import { parseConfig } from '#platform/config';
import { openDatabase, prepareDatabase } from '../platform/host/database.server.ts';
import { endProcess } from '../platform/host/lifetime.server.ts';

const say = (line: string) => void process.stdout.write(`${line}\n`);

/** `usage` names as many words as `least`, or more; `work` says what became of it, or throws what is to be told. */
export async function runCommand(
  { usage, least }: { usage: string; least: number },
  work: (words: string[]) => Promise<string>,
): Promise<never> {
  try {
    const words = process.argv.slice(2);
    if (words.length < least || words.includes('')) throw new Error(`usage: ${usage}`);
    say(await withDatabase(() => work(words)));
    return await endProcess();
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    return endProcess(1);
  }
}

async function withDatabase(work: () => Promise<string>): Promise<string> {
  const config = parseConfig(process.env);
  if ('mistakes' in config) throw new Error(config.mistakes.join('\n'));
  process.env['LOG_LEVEL'] = 'silent';
  await openDatabase(config, say);
  await prepareDatabase(`${import.meta.dirname}/../..`, say);
  const { closeDatabase, synchroniseClock } = await import('#platform/db');
  try {
    await synchroniseClock();
    return await work();
  } finally {
    await closeDatabase();
  }
}
