/**
 * Real organisations, from public pages read one by one (each row names its page and date), marked as of the
 * demonstration: none of them publishes here.
 */
import { readFile } from 'node:fs/promises';
import { parse } from 'csv-parse/sync';
import type { OrganisationId } from '#accounts';
import { later, days, now } from '#platform/clock';
import { db } from '#platform/db';
import { steadyId } from '#platform/steady-id';
import { PROMISES } from './application.ts';
import { insertApplication } from './application-queries.server.ts';
import { becameEntry } from './claim-queries.server.ts';
import { ORGANISATION_KINDS, type OrganisationKind } from './index.ts';
import { createOrganisation } from './organisations.server.ts';
import { findShipped } from './demonstration-queries.server.ts';

interface Organiser {
  name: string;
  kind: OrganisationKind;
  prefCode: string | null;
  code5: string | null;
  url: string | null;
  sourceUrl: string | null;
  sourceDate: string | null;
  summary: string;
  /** What it stands behind: windows and gatherings of the demonstration, as `<code5> <name>` or `p<prefecture> <name>`. */
  behind: string[];
}

/** Invented: it has applied and waits for the operator, so that this can be seen too. */
const APPLICANT = {
  name: 'ひだまりの会（見本）',
  kind: 'family_association',
  prefCode: '13',
  code5: '13116',
  summary: '豊島区で、ひきこもりの状態にある方のご家族が、月に2回集まって話しています。',
} as const;

/** Adds those that are not there yet, by whatever name they go by now. Areas must be loaded. */
export async function loadDemonstrationOrganisations(): Promise<void> {
  for (const { behind: _, ...organiser } of await shippedOrganisers()) {
    if (await idOf(organiser)) continue;
    const own = { id: shippedId(organiser), standing: 'listed', demonstration: true } as const;
    await createOrganisation({ ...organiser, ...own });
  }
  if (!(await idOf(APPLICANT)) && !(await becameEntry(shippedId(APPLICANT)))) await addApplicant();
}

async function addApplicant(): Promise<void> {
  const own = { id: shippedId(APPLICANT), demonstration: true };
  await insertApplication(db, {
    organisation_id: await createOrganisation({ ...APPLICANT, ...own }),
    recommender: '豊島区の福祉総務課',
    fees: '会費は月500円。はじめての方は無料。',
    promises: [...PROMISES],
    applied_at: later(now(), -days(1)),
  });
}

/** Who stands behind a window or gathering of the demonstration, named `<code5> <name>` or `p<prefecture> <name>`. */
export async function demonstrationOrganiserOf(what: string): Promise<OrganisationId | undefined> {
  const organiser = (await shippedOrganisers()).find(({ behind }) => behind.includes(what));
  return organiser && idOf(organiser);
}

/** One of the demonstration's organisations by the name it ships with. */
export async function demonstrationOrganisation(name: string): Promise<OrganisationId | undefined> {
  const known = [...(await shippedOrganisers()), APPLICANT];
  const organisation = known.find((one) => one.name === name);
  return organisation && idOf(organisation);
}

type Shipped = Pick<Organiser, 'name' | 'prefCode' | 'code5'>;

const shippedId = ({ name, prefCode, code5 }: Shipped): string =>
  steadyId(`demonstration organisation ${code5 ?? `p${prefCode ?? ''}`} ${name}`);

const idOf = (shipped: Shipped): Promise<OrganisationId | undefined> =>
  findShipped({ ...shipped, id: shippedId(shipped) });

let read: Promise<Organiser[]> | undefined;

const shippedOrganisers = (): Promise<Organiser[]> => (read ??= readOrganisers());

async function readOrganisers(): Promise<Organiser[]> {
  const csv = await readFile(new URL('./data/organisers.csv', import.meta.url), 'utf8');
  return parse<Record<string, string>>(csv, { columns: true }).map((row) => ({
    name: row['name'] ?? '',
    kind: ORGANISATION_KINDS.find((kind) => kind === row['kind']) ?? 'npo',
    prefCode: row['pref_code'] || null,
    code5: row['code5'] || null,
    url: row['url'] || null,
    sourceUrl: row['source_url'] || null,
    sourceDate: row['source_date'] || null,
    summary: row['summary'] ?? '',
    behind: (row['behind'] ?? '').split(';').filter(Boolean),
  }));
}
