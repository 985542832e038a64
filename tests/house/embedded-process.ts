/** A process that hosts an embedded database and prints where it is; killed by the tests. */
import { startEmbeddedDatabase } from '../../src/platform/db/embedded/index.server.ts';

const dataDir = process.argv[2];
if (!dataDir) throw new Error('usage: embedded-process.ts <data directory>');
const database = await startEmbeddedDatabase({ dataDir });
process.stdout.write(`${database.url}\n`);
setInterval(() => undefined, 60_000);
