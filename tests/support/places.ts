/** The places of the papers: their real towns, and offices of theirs that keep desks and publish by the staff's own verbs. */
import type { AccountViewer, OrganisationId } from '#accounts';
import { loadReferenceData } from '#areas/server';
import type { OrganisationKind } from '#organisations';
import { demonstrationOrganisation, loadDemonstrationOrganisations } from '#organisations/server';
import { now } from '#platform/clock';
import { db } from '#platform/db';
import { addDays, localDate } from '#platform/tokyo';
import type { SeriesInput } from '#schedule';
import { publishSeries } from '#schedule/server';
import type { WindowInput } from '#windows';
import { addWindow, loadDemonstrationWindows } from '#windows/server';
import { UNSAID } from '../../src/windows/imports/imported-window.ts';
import { anAccount, anOrganisation } from './organisations.ts';
import { asTyped } from './window-record.ts';

/** All municipalities, and the 43 real desks that ship. */
export async function loadPlaces(): Promise<void> {
  await loadReferenceData(db);
  await loadDemonstrationOrganisations();
  await loadDemonstrationWindows();
}

export interface Office {
  organisationId: OrganisationId;
  admin: AccountViewer;
  prefCode: string;
  /** Null for a prefecture's. */
  code5: string | null;
}

/** An office with an admin, one of those listed where its name is; `place` is a municipality's five digits or a prefecture's two. */
export async function anOffice(
  kind: OrganisationKind,
  place: string,
  name?: string,
): Promise<Office> {
  const prefCode = place.slice(0, 2);
  const code5 = place.length === 5 ? place : null;
  const row = { kind, pref_code: prefCode, code5, ...(name ? { name } : {}) };
  const listed = name ? await demonstrationOrganisation(name) : undefined;
  const organisationId = listed ?? (await anOrganisation(row));
  return { organisationId, admin: await anAccount(organisationId, 'admin'), prefCode, code5 };
}

/** The office's new desk, as its admin enters it. */
export async function aDeskOf(office: Office, over: Partial<WindowInput> = {}): Promise<string> {
  const { organisationId, prefCode, code5 } = office;
  const typed = asTyped({ ...UNSAID, organisationId, prefCode, code5, methods: ['phone'] });
  const added = await addWindow(office.admin, {
    ...typed,
    level: code5 ? 'town' : 'prefecture',
    familyOnly: true,
    ...over,
  });
  if (typeof added === 'string' || !('id' in added)) throw new Error(JSON.stringify(added));
  return added.id;
}

/** What the office publishes: each week from tomorrow on, where it is, for anybody. */
export async function publishedBy(office: Office, over: Partial<SeriesInput>): Promise<string> {
  const from = addDays(localDate(now()), 1);
  const published = await publishSeries(office.admin, {
    organisationId: office.organisationId,
    kind: 'group_session',
    title: 'つどい',
    format: 'onsite',
    prefCode: office.prefCode,
    code5: office.code5,
    rules: [{ repeats: 'day', from, startsAt: '13:00', endsAt: '16:00' }],
    ...over,
  });
  if (published === 'not_found' || typeof published !== 'string')
    throw new Error(JSON.stringify(published));
  return published;
}

export const names = (some: { name: string }[]): string[] => some.map(({ name }) => name);
