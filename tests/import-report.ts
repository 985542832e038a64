/** `npm run import-report [folder]`: what the import makes of lists, file by file; nothing is written anywhere. */
import { reportOf, type ImportReport } from '../src/imports/report.ts';
import { MUNICIPAL_EVENTS, readDeskLists, readLists } from './support/municipal-lists.ts';

const say = (line: string) => void process.stdout.write(`${line}\n`);
const figure = (n: number) => String(n).padStart(6);

function sayReport(name: string, { rows, outcomes, reasons, flagged }: ImportReport): void {
  const counted = outcomes.accepted + outcomes.repaired + outcomes.refused;
  if (counted !== rows) throw new Error(`${name}: ${rows - counted} rows are not accounted for`);
  const counts = [rows, outcomes.accepted, outcomes.repaired, outcomes.refused, flagged];
  say(`${name.padEnd(34)}${counts.map(figure).join(' ')}`);
  say(
    `  ${Object.entries(reasons)
      .map(([reason, times]) => `${reason} ${times}`)
      .join(', ')}`,
  );
}

function sayAll(what: string, lists: Map<string, Parameters<typeof reportOf>[0]>): void {
  say(`${what.padEnd(34)}  rows accept repair refuse  words`);
  for (const [name, rows] of lists) sayReport(name, reportOf(rows));
  sayReport(`all ${lists.size} files`, reportOf([...lists.values()].flatMap((rows) => [...rows])));
}

const [folder] = process.argv.slice(2);
sayAll('events', await readLists(folder ?? MUNICIPAL_EVENTS));
if (!folder) sayAll('\ndesks and facilities', await readDeskLists());
