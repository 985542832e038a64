/** Preloaded into a portal (`clockThatIsSet`): its machine's clock shows what a file says, in milliseconds more or less. */
import { readFileSync } from 'node:fs';

const file = process.env['CLOCK_IS_OFF_BY'] ?? '';
const right = Date.now;
let offBy = 0;

const look = () => {
  offBy = Number(readFileSync(file, 'utf8'));
};
look();
setInterval(look, 20).unref();
Date.now = () => right() + offBy;
