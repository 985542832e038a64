/** Entrance for those who watch the portal: every feature's own checks. */
import { now } from '#platform/clock';
import { databaseAnswers, db } from '#platform/db';
import { gather } from '#platform/gather';
import type { HealthCheck } from '#platform/health';
import { tombstonesProblem } from '#platform/tombstones';
import { auditContacts } from '#urgent/server';

const checks: HealthCheck[] = [
  { name: 'database', problem: databaseProblem },
  { name: 'contacts', problem: () => contactsProblem(null) },
  { name: 'tombstones', problem: async () => tombstonesProblem() },
];

/** Each check's name with `ok` or its problem. A check that throws is a problem too. */
export async function lookAfterHealth(): Promise<Record<string, string>> {
  const answers = checks.map(async ({ name, problem }) => [
    name,
    (await problem().catch(() => 'failed')) ?? 'ok',
  ]);
  return Object.fromEntries(await Promise.all(answers)) as Record<string, string>;
}

export async function databaseProblem(): Promise<string | null> {
  return (await databaseAnswers()) ? null : 'does not answer';
}

/** Contacts that nobody looks after, by kind and count; anybody may ask, so all who ask at once are answered by one look. */
const contactsProblem = gather(
  async (asked: null[]) => {
    const findings = await auditContacts(db, now());
    const told = findings.map(({ fault, contacts }) => `${fault} (${contacts})`).join(', ');
    return asked.map(() => told || null);
  },
  { most: Infinity, blamesOne: () => false },
);
