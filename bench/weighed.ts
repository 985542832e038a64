/** Loaded into a server that is weighed (`--import`): at a signal it collects its garbage and notes what it still holds. */
import { writeFileSync } from 'node:fs';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { noteOf } from './processes.ts';

setFlagsFromString('--expose-gc');
const collect = runInNewContext('gc') as () => void;

process.on('SIGUSR2', () => {
  collect();
  const { heapUsed, external } = process.memoryUsage();
  writeFileSync(noteOf(process.pid), String(heapUsed + external));
});
