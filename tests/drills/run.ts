/**
 * The long drills: `npm run drill`, or one by name with its own length, `npm run drill -- messages 50`.
 * Ends with 1 when anything acknowledged was lost, doubled or given twice.
 */
import { spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { inspect } from 'node:util';
import { administer, databaseUrl } from '../support/administer.ts';
import prepareTemplate from '../support/browser-run.ts';
import { enterPortal } from '../support/inside-portal.ts';

/** What a drill's file tells: how it is held, and what of its report must be nought. */
interface Drill<Report> {
  drill(length: number): Promise<Report>;
  failuresOf(report: Report): number;
}

type Hold = (length: number) => Promise<{ report: object; failures: number }>;

/** Beside each its rounds, kills, outages, minutes, visits, people, packets or seconds of each step, unless told otherwise. */
const drills: Record<string, [hold: Hold, length: number]> = {
  places: [onOwnDatabase(() => import('./places.ts')), 100],
  histories: [onOwnDatabase(() => import('./histories.ts')), 1000],
  messages: [holding(() => import('./kill-messages.ts')), 50],
  database: [holding(() => import('./kill-database.ts')), 20],
  answers: [holding(() => import('./kill-answers.ts')), 20],
  adachi: [holding(() => import('./adachi.ts')), 3],
  phrases: [onOwnDatabase(() => import('./phrases.ts')), 10_000],
  restored: [holding(() => import('./restored.ts')), 20],
  pages: [holding(() => import('./pages.ts')), 5],
  rolling: [holding(() => import('./rolling.ts')), 10],
  staff: [holding(() => import('./lost-staff.ts')), 20],
  hidden: [holding(() => import('./hidden-tab.ts')), 60],
  busy: [holding(() => import('./busy-database.ts')), 50],
  nobody: [holding(() => import('./nobody.ts')), 40],
  down: [holding(() => import('./down.ts')), 40],
  clock: [holding(() => import('./set-clock.ts')), 70],
  packets: [holding(() => import('./packets.ts')), 1_000_000],
  soak: [holding(() => import('./soak.ts')), 480],
  contacts: [holding(() => import('./kill-contacts.ts')), 16_000],
};

function holding<Report extends object>(load: () => Promise<Drill<Report>>): Hold {
  return async (length) => {
    const { drill, failuresOf } = await load();
    const report = await drill(length);
    return { report, failures: failuresOf(report) };
  };
}

/** The verbs read their settings from the environment, so they are loaded only once it is set. */
function onOwnDatabase<Report extends object>(load: () => Promise<Drill<Report>>): Hold {
  return async (length) => {
    const { PORTAL_SERVER: server = '', PORTAL_TEMPLATE: template = '' } = process.env;
    const name = `drill_${randomBytes(6).toString('hex')}`;
    await administer(server, `create database ${name} template ${template}`);
    enterPortal({ url: 'http://localhost', databaseUrl: databaseUrl(server, name) });
    const held = await holding(load)(length);
    await administer(server, `drop database ${name} with (force)`);
    return held;
  };
}

const [name, length] = process.argv.slice(2);
if (name) await holdHere(name);
else for (const each of Object.keys(drills)) holdApart(each);

async function holdHere(each: string): Promise<void> {
  const [hold, usually] = drills[each] ?? [];
  if (!hold) throw new Error(`no drill "${each}": ${Object.keys(drills).join(', ')}`);
  const dropTemplate = await prepareTemplate();
  try {
    const { report, failures } = await hold(Number(length ?? usually));
    const told = inspect(report, { depth: 4, breakLength: 120 });
    console.log(`${each}: ${failures === 0 ? 'held' : `FAILED (${failures})`} ${told}`);
    if (failures > 0) process.exitCode = 1;
  } finally {
    await dropTemplate();
  }
}

/** Each in a process of its own: settings are read once in a process. */
function holdApart(each: string): void {
  const { status } = spawnSync(process.execPath, [import.meta.filename, each], {
    stdio: 'inherit',
  });
  if (status !== 0) process.exitCode = 1;
}
