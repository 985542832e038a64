/** Production host: listens, then brings up the database, then the app. `npm start` runs it as it stands. */
import path from 'node:path';
import { whenClosing } from './src/platform/closing.ts';
import { parseConfig } from './src/platform/config.server.ts';
import { describeError } from './src/platform/describe-error.ts';
import { buildIfNeeded } from './src/platform/host/build.server.ts';
import { LARGEST_BODY } from './src/platform/host/body-limit.ts';
import { openDatabase, prepareDatabase } from './src/platform/host/database.server.ts';
import { openHost, type Listener } from './src/platform/host/http.server.ts';
import { endProcess, endWithSignalsAndParent } from './src/platform/host/lifetime.server.ts';

const root = import.meta.dirname;
const say = (line: string) => void process.stdout.write(`${line}\n`);

async function start(): Promise<void> {
  const config = parseConfig(process.env);
  if ('mistakes' in config) throw new Error(config.mistakes.join('\n'));
  endWithSignalsAndParent();

  await buildIfNeeded(root, say);
  const build = path.join(root, 'build');
  const host = await openHost({ port: config.PORT, host: config.HOST, build });
  whenClosing('entrances', () => host.close());
  const origin = (process.env['ORIGIN'] = config.ORIGIN ?? `http://localhost:${host.port}`);
  say(`つどい is getting ready at ${origin}`);

  await openDatabase(config, say);
  const said = await prepareDatabase(root, say);
  host.openSockets(origin);
  // SvelteKit's server has one limit for all; which page takes how much is held by our own hooks.
  process.env['BODY_SIZE_LIMIT'] ??= String(LARGEST_BODY);
  const { handler } = (await import(path.join(build, 'handler.js'))) as { handler: Listener };
  host.handOver(handler);
  say([`つどい is ready at ${origin}`, said].filter(Boolean).join('\n'));
}

// Whoever read our output may be gone: complaining of that into the same broken pipe would never end.
for (const stream of [process.stdout, process.stderr]) stream.on('error', () => undefined);

// The last resort: a fault of ours may not end the talks of others, nor print the row that a database error carries.
for (const event of ['unhandledRejection', 'uncaughtException'] as const)
  process.on(event, (error) => console.error(event, describeError(error)));

start().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  void endProcess(1);
});
