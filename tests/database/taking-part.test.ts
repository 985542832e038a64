import { describe, expect, test } from 'vitest';
import { findOrganisation } from '#organisations/server';
import { db } from '#platform/db';
import { jsonLdOf, type SeriesInput } from '#schedule';
import { comingWith, findOccurrence, findSeries, publishSeries } from '#schedule/server';
import { anAccount, anOrganisation } from '../support/schedule.ts';

const inAWeek = new Date(Date.now() + 7 * 86_400_000).toISOString().slice(0, 10);

async function published(parts: SeriesInput['organisations']) {
  const organisationId = await anOrganisation({ name: '親の会あおば' + Math.random() });
  const publisher = await anAccount(organisationId, 'publisher');
  const series = await publishSeries(publisher, {
    organisationId,
    kind: 'lecture',
    title: '学習会',
    format: 'online',
    organisations: parts,
    rules: [{ repeats: 'once', from: inAWeek, startsAt: '10:00', endsAt: '11:00' }],
  });
  if (typeof series !== 'string') throw new Error(JSON.stringify(series));
  const { id } = await db
    .selectFrom('occurrences')
    .select('id')
    .where('series_id', '=', series)
    .executeTakeFirstOrThrow();
  const occurrence = await findOccurrence(id);
  if (!occurrence) throw new Error('not public');
  return { organisationId, publisher, series, occurrence };
}

describe('who takes part in a series', () => {
  test('stands by part: the own organisation organises, or runs it for whom it names', async () => {
    const alone = await published([]);
    expect(alone.occurrence.parts).toMatchObject([{ part: 'organiser', id: alone.organisationId }]);
    const ward = await anOrganisation({ name: 'あおば区' + Math.random() });
    const { name } = (await findOrganisation(ward)) ?? { name: '' };
    const { occurrence, publisher, series } = await published([
      { part: 'organiser', name },
      { part: 'commissioner', name: 'どこにもない県' },
    ]);
    expect(occurrence.parts).toMatchObject([
      { part: 'organiser', name, id: ward },
      { part: 'commissioner', name: 'どこにもない県', id: null },
      { part: 'operating', id: occurrence.organisationId },
    ]);
    expect(await findSeries(publisher, series)).toMatchObject({
      input: { organisations: [{ part: 'organiser', name }, { part: 'commissioner' }] },
    });
    const read = JSON.parse(jsonLdOf(occurrence, 'https://example.jp/x')) as { organizer: unknown };
    expect(read.organizer).toMatchObject({ name, url: `https://example.jp/organisations/${ward}` });
  });

  test('shows it on the page of whom it names, who gets no right by it', async () => {
    const named = await anOrganisation({ name: '呼ばれた会' + Math.random() });
    const { name } = (await findOrganisation(named)) ?? { name: '' };
    const { series, occurrence } = await published([{ part: 'co_organiser', name }]);
    expect((await comingWith(named, 10)).map(({ id }) => id)).toEqual([occurrence.id]);
    expect(await findSeries(await anAccount(named, 'admin', 'publisher'), series)).toBeUndefined();
  });

  test('leads to no page of an organisation that is not public', async () => {
    const name = 'まだ見えない会' + Math.random();
    await anOrganisation({ name, standing: 'applied', verified_at: null });
    const { occurrence } = await published([{ part: 'co_organiser', name }]);
    expect(occurrence.parts).toMatchObject([{ part: 'organiser' }, { name, id: null }]);
  });
});
