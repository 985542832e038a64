/**
 * Real organisations, from public pages read one by one (each row names its page and date), marked as of the
 * demonstration: none of them publishes here.
 */
import { readFile } from 'node:fs/promises';
import { parse } from 'csv-parse/sync';
import type { OrganisationId } from '#accounts';
import { db } from '#platform/db';
import { ORGANISATION_KINDS, type OrganisationKind } from './index.ts';
import { createOrganisation } from './organisations.server.ts';

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

/** Adds those that are not there yet. Areas must be loaded. */
export async function loadDemonstrationOrganisations(): Promise<void> {
  for (const { behind: _, ...organiser } of await shippedOrganisers())
    if (!(await idOf(organiser)))
      await createOrganisation({ ...organiser, standing: 'listed', demonstration: true });
}

/** Who stands behind a window or gathering of the demonstration, named `<code5> <name>` or `p<prefecture> <name>`. */
export async function demonstrationOrganiserOf(what: string): Promise<OrganisationId | undefined> {
  const organiser = (await shippedOrganisers()).find(({ behind }) => behind.includes(what));
  return organiser && idOf(organiser);
}

/** One of the demonstration's organisations by its name. */
export async function demonstrationOrganisation(name: string): Promise<OrganisationId | undefined> {
  const organiser = (await shippedOrganisers()).find((one) => one.name === name);
  return organiser && idOf(organiser);
}

async function idOf(organiser: {
  name: string;
  prefCode: string | null;
  code5: string | null;
}): Promise<OrganisationId | undefined> {
  const row = await db
    .selectFrom('organisations')
    .select('id')
    .where('name', '=', organiser.name)
    .where('pref_code', 'is not distinct from', organiser.prefCode)
    .where('code5', 'is not distinct from', organiser.code5)
    .executeTakeFirst();
  return row?.id as OrganisationId | undefined;
}

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
