import { describe, expect, test } from 'vitest';
import type { AccountViewer } from '#accounts';
import { auditOf, namingsFor as namingsOf } from '#organisations/server';
import { db } from '#platform/db';
import { jsonLdOf, type SeriesInput } from '#schedule';
import {
  calendarFeed,
  comingWith,
  eventListOf,
  findOccurrence,
  findSeries,
  publishSeries,
  reviseSeries,
  saveDraft,
} from '#schedule/server';
import { promoteWaiting } from '#signup/server';
import { NAMERS } from '../../src/namers.server.ts';
import { agrees, answered } from '../support/namings.ts';
import { anAccount, anOrganisation } from '../support/organisations.ts';

const inAWeek = new Date(Date.now() + 7 * 86_400_000).toISOString().slice(0, 10);

type Parts = NonNullable<SeriesInput['organisations']>;

const inputOf = (organisationId: string, organisations: Parts): SeriesInput => ({
  organisationId,
  kind: 'lecture',
  title: '学習会',
  format: 'online',
  organisations,
  rules: [{ repeats: 'once', from: inAWeek, startsAt: '10:00', endsAt: '11:00' }],
});

async function published(parts: Parts) {
  const organisationId = await anOrganisation({ name: '親の会あおば' + Math.random() });
  const publisher = await anAccount(organisationId, 'publisher', 'admin');
  const series = await publishSeries(publisher, inputOf(organisationId, parts));
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

async function aNamed() {
  const name = 'あおば区' + Math.random();
  const named = await anOrganisation({ name });
  return { name, named, admin: await anAccount(named, 'admin') };
}

/** Everywhere that an event stands as an organisation's. */
async function ledTo(named: string, occurrenceId: string) {
  const occurrence = await findOccurrence(occurrenceId);
  if (!occurrence) throw new Error('not public');
  const feed = await calendarFeed(new URLSearchParams(`organisation=${named}`));
  const list = await eventListOf({ organisationId: named }, (id) => id);
  return {
    link: occurrence.parts.some(({ id }) => id === named),
    page: (await comingWith(named as typeof occurrence.organisationId, 10)).length > 0,
    feed: feed !== 'not_found' && (await feed.read()).entries.length > 0,
    list: list.rows.length > 0,
    data: jsonLdOf(occurrence, 'https://example.jp/x').includes(named),
  };
}

const NOWHERE = { link: false, page: false, feed: false, list: false, data: false };
const EVERYWHERE = { link: true, page: true, feed: true, list: true, data: true };

const namingsFor = (viewer: AccountViewer) => namingsOf(viewer, NAMERS);

const stateOf = async (viewer: AccountViewer, series: string) =>
  (await namingsFor(viewer)).find(({ id }) => id === series)?.state;

const revising = { publish: true, promote: promoteWaiting };

describe('who takes part in a series', () => {
  test('stands by part: the own organisation organises, or runs it for whom it names', async () => {
    const alone = await published([]);
    expect(alone.occurrence.parts).toMatchObject([{ part: 'organiser', id: alone.organisationId }]);
    const { name } = await aNamed();
    const { occurrence, publisher, series } = await published([
      { part: 'organiser', name },
      { part: 'commissioner', name: 'どこにもない県' },
    ]);
    expect(occurrence.parts).toMatchObject([
      { part: 'organiser', name, id: null },
      { part: 'commissioner', name: 'どこにもない県', id: null },
      { part: 'operating', id: occurrence.organisationId },
    ]);
    expect(await findSeries(publisher, series)).toMatchObject({
      input: { organisations: [{ part: 'organiser', name }, { part: 'commissioner' }] },
    });
  });

  test('gives no right to whom it names, though they agreed', async () => {
    const { named, name } = await aNamed();
    const { series } = await published([{ part: 'co_organiser', name }]);
    await agrees(named, series, 'co_organiser');
    expect(await findSeries(await anAccount(named, 'admin', 'publisher'), series)).toBeUndefined();
  });

  test('leads to no page of an organisation that is not public', async () => {
    const name = 'まだ見えない会' + Math.random();
    await anOrganisation({ name, standing: 'applied', verified_at: null });
    const { occurrence } = await published([{ part: 'co_organiser', name }]);
    expect(occurrence.parts).toMatchObject([{ part: 'organiser' }, { name, id: null }]);
  });
});

describe('whoever is named by another', () => {
  test('is led to nowhere until it agrees, then everywhere, and nowhere again once it takes that back', async () => {
    const { named, name, admin } = await aNamed();
    const { series, occurrence, publisher } = await published([{ part: 'organiser', name }]);
    const answers = async () => (await findSeries(publisher, series))?.answers;
    const organiser = { part: 'organiser', name };
    expect(await ledTo(named, occurrence.id)).toEqual(NOWHERE);
    expect(await stateOf(admin, series)).toBe('asked');
    expect(await answers()).toEqual([{ ...organiser, state: 'asked' }]);
    await agrees(named, series, 'organiser');
    expect(await ledTo(named, occurrence.id)).toEqual(EVERYWHERE);
    expect(await answers()).toEqual([{ ...organiser, state: 'agreed' }]);
    const parts = ['organiser'];
    const answer = { kind: 'series', id: series, ours: false, parts };
    expect(await answered(admin, named, answer)).toBe('answered');
    expect(await answers()).toEqual([{ ...organiser, state: 'declined' }]);
    expect(await ledTo(named, occurrence.id)).toEqual(NOWHERE);
    expect((await findOccurrence(occurrence.id))?.parts).toMatchObject([{ name, id: null }, {}]);
  });

  test('and both read in their logs what was named and answered', async () => {
    const { named, name, admin } = await aNamed();
    const { series, organisationId, publisher } = await published([{ part: 'operating', name }]);
    await agrees(named, series, 'operating');
    const naming = `naming:${series}`;
    expect(await auditOf(admin, named)).toMatchObject([
      { act: 'naming.agreed', subject: naming, by: 'ゆき' },
      { act: 'naming.asked', subject: naming, by: null },
    ]);
    expect(await auditOf(publisher, organisationId)).toMatchObject([
      { act: 'naming.agreed', subject: `series:${series}`, by: null },
    ]);
  });

  test('agreed to that part: saving keeps it, another part asks anew', async () => {
    const { named, name, admin } = await aNamed();
    const { series, occurrence, publisher, organisationId } = await published([
      { part: 'commissioner', name },
    ]);
    await agrees(named, series, 'commissioner');
    const save = (organisations: Parts) =>
      reviseSeries(publisher, series, inputOf(organisationId, organisations), revising);
    await save([
      { part: 'operating', name: 'ほかの人たち' },
      { part: 'commissioner', name },
    ]);
    expect(await ledTo(named, occurrence.id)).toMatchObject({ link: true, page: true });
    await save([{ part: 'organiser', name }]);
    expect(await ledTo(named, occurrence.id)).toEqual(NOWHERE);
    expect(await stateOf(admin, series)).toBe('asked');
    const acts = await auditOf(admin, named);
    if (acts === 'not_found') throw new Error(acts);
    expect(acts.filter(({ act }) => act === 'naming.asked')).toHaveLength(1);
  });

  test('said that it is not them: no saving links or asks again, though the name went and came back', async () => {
    const { named, name, admin } = await aNamed();
    const { series, occurrence, publisher, organisationId } = await published([
      { part: 'co_organiser', name },
    ]);
    await answered(admin, named, {
      kind: 'series',
      id: series,
      ours: false,
      parts: ['co_organiser'],
    });
    for (const organisations of [[], [{ part: 'organiser' as const, name }]])
      await reviseSeries(publisher, series, inputOf(organisationId, organisations), revising);
    expect(await ledTo(named, occurrence.id)).toEqual(NOWHERE);
    expect(await stateOf(admin, series)).toBe('declined');
    await agrees(named, series, 'organiser');
    expect(await ledTo(named, occurrence.id)).toEqual(EVERYWHERE);
  });

  test('agrees to no more than it read, and to nothing that does not name it', async () => {
    const { named, name, admin } = await aNamed();
    const { series } = await published([{ part: 'organiser', name }]);
    const answer = { kind: 'series', id: series, ours: true, parts: ['organiser'] };
    expect(await answered(admin, named, { ...answer, parts: ['operating'] })).toBe('gone');
    expect(await answered(admin, named, { ...answer, id: "' or true --" })).toBe('gone');
    const other = await aNamed();
    expect(await answered(other.admin, other.named, answer)).toBe('gone');
    expect(await answered(await anAccount(named, 'publisher'), named, answer)).toBe('not_found');
    expect(await stateOf(admin, series)).toBe('asked');
  });

  test('hears nothing of a draft before it is public', async () => {
    const { named, name, admin } = await aNamed();
    const own = await anOrganisation();
    const publisher = await anAccount(own, 'publisher');
    const input = inputOf(own, [{ part: 'organiser', name }]);
    const draft = await saveDraft(publisher, input);
    if (typeof draft !== 'string') throw new Error('refused');
    expect([await stateOf(admin, draft), await auditOf(admin, named)]).toEqual([undefined, []]);
    await reviseSeries(publisher, draft, input, revising);
    expect(await stateOf(admin, draft)).toBe('asked');
    expect(await auditOf(admin, named)).toMatchObject([{ act: 'naming.asked' }]);
  });

  test('cannot agree while it is only listed, run by nobody', async () => {
    const name = '載っているだけの会' + Math.random();
    const entry = await anOrganisation({ name, standing: 'listed', verified_at: null });
    const { series, occurrence } = await published([{ part: 'organiser', name }]);
    const sample = await anAccount(entry, 'admin');
    const answer = { kind: 'series', id: series, ours: true, parts: ['organiser'] };
    expect(await answered(sample, entry, answer)).toBe('gone');
    expect(await namingsFor(sample)).toEqual([]);
    expect(await ledTo(entry, occurrence.id)).toEqual(NOWHERE);
  });

  test('by itself needs nobody’s agreement', async () => {
    const name = '自分の会' + Math.random();
    const own = await anOrganisation({ name });
    const publisher = await anAccount(own, 'publisher', 'admin');
    const series = await publishSeries(publisher, inputOf(own, [{ part: 'operating', name }]));
    expect(await namingsFor(publisher)).toEqual([]);
    const { id } = await db
      .selectFrom('occurrences')
      .select('id')
      .where('series_id', '=', series as string)
      .executeTakeFirstOrThrow();
    expect((await findOccurrence(id))?.parts).toMatchObject([{ id: own }, { id: own }]);
    expect(await ledTo(own, id)).toMatchObject({ link: true, feed: true, list: true, data: true });
  });

  test('answers to and fro as often as it likes, and the log of the other tells it once', async () => {
    const { named, name, admin } = await aNamed();
    const { series, organisationId, publisher } = await published([{ part: 'operating', name }]);
    const answer = { kind: 'series', id: series, parts: ['operating'] };
    for (const ours of [true, false, true])
      expect(await answered(admin, named, { ...answer, ours })).toBe('answered');
    expect(await auditOf(publisher, organisationId)).toHaveLength(1);
  });
});

describe('nobody is buried', () => {
  const waitingWith = async (admin: AccountViewer) =>
    (await namingsFor(admin)).filter(({ state }) => state === 'asked').map(({ id }) => id);

  async function naming(name: string) {
    const own = await anOrganisation();
    const publisher = await anAccount(own, 'publisher');
    return () => publishSeries(publisher, inputOf(own, [{ part: 'co_organiser', name }]));
  }

  test('ten questions of one organisation wait; each answer makes room for the next, and others ask beside it', async () => {
    const { named, name, admin } = await aNamed();
    const publish = await naming(name);
    const all = [];
    for (let n = 0; n < 12; n += 1) all.push(await publish());
    const first = await waitingWith(admin);
    expect(first).toHaveLength(10);
    expect(await auditOf(admin, named)).toHaveLength(10);
    const answer = { kind: 'series', ours: false, parts: ['co_organiser'] };
    for (const id of first.slice(0, 2)) await answered(admin, named, { ...answer, id });
    expect(await waitingWith(admin)).toHaveLength(10);
    for (const id of await waitingWith(admin)) await answered(admin, named, { ...answer, id });
    expect(await waitingWith(admin)).toEqual([]);
    expect((await namingsFor(admin)).map(({ id }) => id).sort()).toEqual([...all].sort());
    const other = await (await naming(name))();
    expect(await waitingWith(admin)).toEqual([other]);
  });

  test('what nobody answers holds the next up for a month, not for ever', async () => {
    const { name, admin } = await aNamed();
    const publish = await naming(name);
    for (let n = 0; n < 11; n += 1) await publish();
    expect(await waitingWith(admin)).toHaveLength(10);
    await db
      .updateTable('namings')
      .set({ asked_at: new Date(Date.now() - 31 * 86_400_000) })
      .where('asked_at', 'is not', null)
      .execute();
    await publish();
    expect(await waitingWith(admin)).toHaveLength(12);
  });

  test('nor by many at once: what is published, changed and answered at the same moment fails nowhere', async () => {
    const [one, two] = [await aNamed(), await aNamed()];
    const own = await anOrganisation();
    const publisher = await anAccount(own, 'publisher');
    const orders = [
      [one, two],
      [two, one],
    ].map((some) => some.map(({ name }) => ({ part: 'co_organiser' as const, name })));
    const input = (n: number) => inputOf(own, orders[n % 2] ?? []);
    const publish = (n: number) => publishSeries(publisher, input(n));
    const first = await Promise.all([0, 1, 2, 3].map(publish));
    const answer = { kind: 'series', ours: true, parts: ['co_organiser'] };
    const done = await Promise.all([
      ...Array.from({ length: 12 }, (_, n) => publish(n)),
      ...first.map((id, n) => reviseSeries(publisher, String(id), input(n), revising)),
      ...first.flatMap((id) =>
        [one, two].map(({ admin, named }) => answered(admin, named, { ...answer, id: String(id) })),
      ),
    ]);
    expect(done.slice(12)).toEqual([
      ...Array<string>(4).fill('saved'),
      ...Array<string>(8).fill('answered'),
    ]);
    for (const { admin } of [one, two]) expect(await waitingWith(admin)).toHaveLength(10);
  });
});
