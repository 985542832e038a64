/** What is invented for the demonstration says so for as long as it stands, whoever has it by then. */
import { describe, expect, test } from 'vitest';
import type { AccountViewer, OrganisationId } from '#accounts';
import { verifyAsEntry } from '#organisations/server';
import { db } from '#platform/db';
import type { SeriesInput } from '#schedule';
import {
  eventListOf,
  findOccurrence,
  findSeries,
  previewSeries,
  publishSeries,
  reviseSeries,
  saveDraft,
} from '#schedule/server';
import { promoteWaiting } from '#signup/server';
import { anOperator, applied } from '../support/applications.ts';
import { anEntry, aSamplePublisher, membersNow, MET, TAKING_OVER } from '../support/claims.ts';
import { anAccount, anOrganisation } from '../support/organisations.ts';
import { anOccurrence, aSeries } from '../support/schedule.ts';

const inAWeek = new Date(Date.now() + 7 * 86_400_000).toISOString().slice(0, 10);
const publishing = { publish: true, promote: promoteWaiting };

const evening = (organisationId: string, over: Partial<SeriesInput> = {}): SeriesInput => ({
  organisationId,
  kind: 'group_session',
  title: '夜のつどい',
  format: 'online',
  capacity: 8,
  signUpPolicy: 'open',
  rules: [{ repeats: 'once', from: inAWeek, startsAt: '20:00', endsAt: '21:00' }],
  ...over,
});

async function published(viewer: AccountViewer, organisationId: OrganisationId): Promise<string> {
  const id = await publishSeries(viewer, evening(organisationId));
  if (typeof id !== 'string' || id === 'not_found') throw new Error(JSON.stringify(id));
  return id;
}

/** As everybody sees its date. */
async function shown(seriesId: string) {
  const { id } = await db
    .selectFrom('occurrences')
    .select('id')
    .where('series_id', '=', seriesId)
    .executeTakeFirstOrThrow();
  return findOccurrence(id);
}

async function takenOver(entry: OrganisationId): Promise<AccountViewer> {
  const { id, admin } = await applied({ claims: entry });
  expect(await verifyAsEntry(await anOperator(), id, entry, MET, TAKING_OVER)).toBe('decided');
  return membersNow(admin, entry);
}

describe('a gathering of the demonstration', () => {
  test('is labelled as invented however often it is saved', async () => {
    const organisation = await anOrganisation({ demonstration: true });
    const publisher = await anAccount(organisation, 'publisher');
    const series = await published(publisher, organisation);
    expect(await shown(series)).toMatchObject({ demonstration: true, unchecked: false });
    const renamed = evening(organisation, { title: '名前をかえたつどい' });
    expect(await reviseSeries(publisher, series, renamed, publishing)).toBe('saved');
    expect(await shown(series)).toMatchObject({ title: renamed.title, demonstration: true });
  });

  test('stays so where real people take its organisation over, and where they save it', async () => {
    const entry = await anEntry();
    const series = await published(await aSamplePublisher(entry), entry);
    const after = await takenOver(entry);
    expect(await shown(series)).toMatchObject({ demonstration: true, unchecked: false });
    expect(await reviseSeries(after, series, evening(entry), publishing)).toBe('saved');
    expect(await shown(series)).toMatchObject({ demonstration: true });
    expect(await findSeries(after, series)).toMatchObject({ demonstration: true });
    expect(await previewSeries(after, evening(entry), series)).toMatchObject({
      detail: { demonstration: true },
    });
    const { rows } = await eventListOf({ organisationId: entry }, () => 'https://x.example');
    expect(JSON.stringify(rows)).toContain('見本');
  });

  test('that was copied from a page and rewritten by its people is invented from then on', async () => {
    const entry = await anEntry();
    const sample = await aSamplePublisher(entry);
    const copied = { source_url: 'https://x.example', demonstration: true };
    const series = await aSeries({ organisation_id: entry, ...copied });
    expect(await reviseSeries(sample, series, evening(entry), publishing)).toBe('saved');
    expect(await shown(series)).toMatchObject({ demonstration: true, unchecked: false });
    await takenOver(entry);
    expect(await shown(series)).toMatchObject({ demonstration: true, unchecked: false });
  });
});

describe('what real people write is no invention', () => {
  test('not the drafts that they bring to an entry', async () => {
    const entry = await anEntry();
    const { id, admin } = await applied({ claims: entry });
    const draft = await saveDraft(admin, evening(id));
    if (typeof draft !== 'string' || draft === 'not_found') throw new Error(JSON.stringify(draft));
    await verifyAsEntry(await anOperator(), id, entry, MET, TAKING_OVER);
    const after = membersNow(admin, entry);
    expect(await reviseSeries(after, draft, evening(entry), publishing)).toBe('saved');
    expect(await shown(draft)).toMatchObject({ demonstration: false, unchecked: false });
    const next = await published(after, entry);
    expect(await shown(next)).toMatchObject({ demonstration: false });
  });

  test('nor what was copied from their page, once they have written it themselves', async () => {
    const entry = await anEntry();
    const copied = { source_url: 'https://x.example', demonstration: true };
    const series_id = await aSeries({ organisation_id: entry, ...copied });
    const starts_at = new Date(`${inAWeek}T11:00:00Z`);
    const occurrence = await anOccurrence({ series_id, starts_at });
    const after = await takenOver(entry);
    expect(await findOccurrence(occurrence)).toMatchObject({
      demonstration: false,
      unchecked: true,
    });
    expect(await reviseSeries(after, series_id, evening(entry), publishing)).toBe('saved');
    expect(await shown(series_id)).toMatchObject({ demonstration: false, unchecked: false });
  });
});

test('no statement takes the label off, and none forgets to put it on', async () => {
  const organisation_id = await anOrganisation({ demonstration: true });
  const id = await aSeries({ organisation_id, demonstration: false });
  const isLabelled = async () =>
    (
      await db
        .selectFrom('series')
        .select('demonstration')
        .where('id', '=', id)
        .executeTakeFirstOrThrow()
    ).demonstration;
  expect(await isLabelled()).toBe(true);
  await db
    .updateTable('organisations')
    .set({ demonstration: false })
    .where('id', '=', organisation_id)
    .execute();
  await db.updateTable('series').set({ demonstration: false }).where('id', '=', id).execute();
  expect(await isLabelled()).toBe(true);
});
