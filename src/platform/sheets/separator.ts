import { SEPARATORS, type Separator } from './sheet.ts';

const LINES = 20;

/** The sign that stands most often in one line, outside quotes: heads have it as often as there are columns. */
export function separatorOf(beginning: string): Separator {
  const lines = beginning.replace(/"(?:[^"]|"")*"/g, '').split(/\r\n|\r|\n/, LINES);
  const most = (sign: string) => Math.max(...lines.map((line) => line.split(sign).length));
  return SEPARATORS.reduce((best, sign) => (most(sign) > most(best) ? sign : best));
}
