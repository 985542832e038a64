/**
 * The long drills: `npm run drill`, or one by name with its own length, `npm run drill -- messages 50`.
 * Ends with 1 when anything acknowledged was lost, doubled or given twice.
 */
import { spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { inspect } from 'node:util';
import { chromium } from '@playwright/test';
import { administer, databaseUrl } from '../support/administer.ts';
import { browserOptions } from '../support/browser.ts';
import prepareTemplate from '../support/browser-run.ts';
import { enterPortal } from '../support/inside-portal.ts';

interface Drill {
  /** Rounds, kills, outages, minutes, visits, people, packets or seconds of each step, unless told otherwise. */
  length: number;
  run(length: number): Promise<{ report: object; failures: number }>;
}

const drills: Record<string, Drill> = {
  places: {
    length: 100,
    run: (rounds) =>
      onOwnDatabase(async () => {
        const { failuresOf, rushForPlaces } = await import('./places.ts');
        const report = await rushForPlaces(rounds);
        return { report, failures: failuresOf(report) };
      }),
  },
  histories: {
    length: 1000,
    run: (runs) =>
      onOwnDatabase(async () => {
        const { drawHistories, failuresOf } = await import('./histories.ts');
        const report = await drawHistories(runs);
        return { report, failures: failuresOf(report) };
      }),
  },
  messages: {
    length: 50,
    async run(kills) {
      const { failuresOf, killUnderMessages } = await import('./kill-messages.ts');
      const report = await killUnderMessages(kills);
      return { report, failures: failuresOf(report) };
    },
  },
  database: {
    length: 20,
    async run(kills) {
      const { failuresOf, killDatabaseUnderMessages } = await import('./kill-messages.ts');
      const report = await killDatabaseUnderMessages(kills);
      return { report, failures: failuresOf(report) };
    },
  },
  answers: {
    length: 20,
    async run(kills) {
      const { failuresOf, killBeforeAnswers } = await import('./kill-answers.ts');
      const report = await killBeforeAnswers(kills);
      return { report, failures: failuresOf(report) };
    },
  },
  adachi: {
    length: 3,
    async run(outages) {
      const { failuresOf, talkAsAdachi, THROUGH_WITHIN_MS } = await import('./adachi.ts');
      const report = await talkAsAdachi(outages);
      return { report, failures: failuresOf(report, THROUGH_WITHIN_MS) };
    },
  },
  phrases: {
    length: 10_000,
    run: (guesses) =>
      onOwnDatabase(async () => {
        const { failuresOf, guessPhrases } = await import('./phrases.ts');
        const report = await guessPhrases(guesses);
        return { report, failures: failuresOf(report) };
      }),
  },
  restored: {
    length: 20,
    async run(ofEach) {
      const { failuresOf, restorePortal } = await import('./restored.ts');
      const report = await restorePortal(ofEach);
      return { report, failures: failuresOf(report) };
    },
  },
  pages: {
    length: 5,
    async run(visits) {
      const { failuresOf, visitOverBadLine } = await import('./pages.ts');
      const browser = await chromium.launch(browserOptions());
      const report = await visitOverBadLine(browser, visits).finally(() => browser.close());
      return { report, failures: failuresOf(report) };
    },
  },
  rolling: {
    length: 10,
    async run(rounds) {
      const { failuresOf, restartByTurns } = await import('./rolling.ts');
      const report = await restartByTurns(rounds);
      return { report, failures: failuresOf(report) };
    },
  },
  staff: {
    length: 20,
    async run(rounds) {
      const { failuresOf, loseStaff } = await import('./lost-staff.ts');
      const report = await loseStaff(rounds);
      return { report, failures: failuresOf(report) };
    },
  },
  hidden: {
    length: 60,
    async run(minutes) {
      const { failuresOf, hideTab } = await import('./hidden-tab.ts');
      const report = await hideTab(minutes);
      return { report, failures: failuresOf(report) };
    },
  },
  busy: {
    length: 50,
    async run(presses) {
      const { failuresOf, pressWhileBusy } = await import('./busy-database.ts');
      const report = await pressWhileBusy(presses);
      return { report, failures: failuresOf(report) };
    },
  },
  nobody: {
    length: 40,
    async run(people) {
      const { failuresOf, leaveNobody } = await import('./nobody.ts');
      const report = await leaveNobody(people);
      return { report, failures: failuresOf(report) };
    },
  },
  down: {
    length: 40,
    async run(contacts) {
      const { failuresOf, beDown } = await import('./down.ts');
      const report = await beDown(contacts);
      return { report, failures: failuresOf(report) };
    },
  },
  clock: {
    length: 70,
    async run(secondsEach) {
      const { failuresOf, setClock } = await import('./set-clock.ts');
      const report = await setClock(secondsEach);
      return { report, failures: failuresOf(report) };
    },
  },
  packets: {
    length: 1_000_000,
    async run(packets) {
      const { failuresOf, sendPackets } = await import('./packets.ts');
      const report = await sendPackets(packets);
      return { report, failures: failuresOf(report) };
    },
  },
  soak: {
    length: 480,
    async run(minutes) {
      const { failuresOf, soak } = await import('./soak.ts');
      const report = await soak(minutes);
      return { report, failures: failuresOf(report) };
    },
  },
  contacts: {
    length: 16_000,
    async run(contacts) {
      const { failuresOf, killUnderPresses } = await import('./kill-contacts.ts');
      const report = await killUnderPresses(contacts);
      return { report, failures: failuresOf(report) };
    },
  },
};

/** The verbs read their settings from the environment, so they are loaded only once it is set. */
async function onOwnDatabase(drill: () => ReturnType<Drill['run']>): ReturnType<Drill['run']> {
  const { PORTAL_SERVER: server = '', PORTAL_TEMPLATE: template = '' } = process.env;
  const name = `drill_${randomBytes(6).toString('hex')}`;
  await administer(server, `create database ${name} template ${template}`);
  enterPortal({ url: 'http://localhost', databaseUrl: databaseUrl(server, name) });
  const held = await drill();
  await administer(server, `drop database ${name} with (force)`);
  return held;
}

const [name, length] = process.argv.slice(2);
if (name) await hold(name);
else for (const each of Object.keys(drills)) holdApart(each);

async function hold(each: string): Promise<void> {
  const drill = drills[each];
  if (!drill) throw new Error(`no drill "${each}": ${Object.keys(drills).join(', ')}`);
  const dropTemplate = await prepareTemplate();
  try {
    const { report, failures } = await drill.run(Number(length ?? drill.length));
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
