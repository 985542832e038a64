/** Nothing of an organisation that nobody verified is public, whoever asks and however. */
import { beforeAll, describe, expect, test } from 'vitest';
import type { AccountViewer, OrganisationId } from '#accounts';
import { brokenConstraint, db, sql } from '#platform/db';
import type { SeriesInput } from '#schedule';
import { filterOf } from '#schedule';
import {
  browse,
  comingOf,
  findEverPublicOccurrence,
  findOccurrence,
  lockForSignUp,
  materialise,
  placesOpen,
  placesWithoutHours,
  publishSeries,
  reviseSeries,
  saveAvailability,
  saveDraft,
  searchOccurrences,
} from '#schedule/server';
import { promoteWaiting, signUp } from '#signup/server';
import { findWindow, listWindows } from '#windows/server';
import { wednesdays } from '../support/consultations.ts';
import { anAccount, anOrganisation } from '../support/organisations.ts';
import { anOccurrence, aSeries } from '../support/schedule.ts';
import { filledForm } from '../support/signup.ts';

const inAWeek = new Date(Date.now() + 7 * 86_400_000);
const day = inAWeek.toISOString().slice(0, 10);

let unverified: OrganisationId;
let admin: AccountViewer;

beforeAll(async () => {
  unverified = await anOrganisation({
    name: 'まだ確かめていない会',
    standing: 'applied',
    verified_at: null,
  });
  admin = await anAccount(unverified, 'admin', 'publisher', 'peer_supporter');
});

const input = (over: Partial<SeriesInput> = {}): SeriesInput => ({
  organisationId: unverified,
  kind: 'group_session',
  title: 'まだ見えない会',
  format: 'onsite',
  code5: '13116',
  rules: [{ repeats: 'once', from: day, startsAt: '10:00', endsAt: '11:00' }],
  ...over,
});

const constraintOf = (work: Promise<unknown>) =>
  work.then(
    () => undefined,
    (error: unknown) => brokenConstraint(error),
  );

const STATES_OF_NOBODY = ['draft', 'submitted', 'withdrawn'] as const;

describe('the database itself', () => {
  test.each(['published', 'ended'])('takes no %s series of it', async (state) => {
    expect(await constraintOf(aSeries({ organisation_id: unverified, state }))).toBe(
      'series_of_shown_organisation',
    );
    const draft = await aSeries({ organisation_id: unverified, state: 'draft' });
    const shown = db.updateTable('series').set({ state }).where('id', '=', draft).execute();
    expect(await constraintOf(shown)).toBe('series_of_shown_organisation');
  });

  test.each(['applied', 'asked', 'declined', 'withdrawn'])(
    'lets no organisation become %s while a series of it is public',
    async (standing) => {
      const organisation_id = await anOrganisation();
      await aSeries({ organisation_id });
      const change = db
        .updateTable('organisations')
        .set({ standing })
        .where('id', '=', organisation_id)
        .execute();
      expect(await constraintOf(change)).toBe('series_of_shown_organisation');
    },
  );

  test('takes no open-ended window of it', async () => {
    const insert = sql`insert into windows (organisation_id, name, level)
      values (${unverified}, 'まだ見えない窓口', 'nationwide')`.execute(db);
    expect(await constraintOf(insert)).toBe('windows_of_shown_organisation');
  });

  test('shows an organisation by how it stands, and by nothing else', async () => {
    const shown = db
      .updateTable('organisations')
      .set(sql`shown = true` as never) // The compiler knows that it is generated.
      .where('id', '=', unverified)
      .execute();
    await expect(shown).rejects.toThrow();
  });
});

describe.each(STATES_OF_NOBODY)('a series that is %s, with dates from somewhere', (state) => {
  let occurrence: string;
  let place: string;

  beforeAll(async () => {
    const at = { organisation_id: unverified, state, pref_code: '13', code5: '13116' };
    const series = await aSeries({ ...at, format: 'hybrid', title: `隠れた会 ${state}` });
    occurrence = await anOccurrence({ series_id: series, starts_at: inAWeek });
    place = await aSeries({ ...at, format: 'onsite', kind: 'gathering_place' });
    await anOccurrence({
      series_id: place,
      kind: 'gathering_place',
      starts_at: inAWeek,
    });
  });

  test('is found by no search, by area, words or everywhere', async () => {
    for (const filter of [
      {},
      { areas: ['13116'], prefCode: '13' },
      { prefCode: '13' },
      { text: '隠れた会' },
    ]) {
      const { days } = await searchOccurrences({ from: day, days: 2, ...filter });
      expect(JSON.stringify(days)).not.toContain(unverified);
    }
    const week = await browse(
      filterOf(new URLSearchParams({ area: '13116', from: day, q: '隠れた会' })),
    );
    expect(week).toMatchObject({ total: 0, nextDate: null });
  });

  test('has no page, no line under its organisation and no opening as a place', async () => {
    expect(await findOccurrence(occurrence)).toBeUndefined();
    expect(await comingOf([unverified])).toEqual([]);
    expect(JSON.stringify(await placesOpen({}))).not.toContain(unverified);
    expect(JSON.stringify(await placesWithoutHours({}))).not.toContain(place);
  });

  test('takes no sign-up', async () => {
    expect(await signUp(null, filledForm(occurrence))).toBe(
      state === 'withdrawn' ? 'closed' : 'not_found',
    );
    const held = await db.transaction().execute((trx) => lockForSignUp(trx, [occurrence]));
    expect(held.has(occurrence)).toBe(state === 'withdrawn');
    expect((await findEverPublicOccurrence(occurrence)) !== undefined).toBe(state === 'withdrawn');
  });
});

test('its windows are in no directory', async () => {
  const { rows } = await sql<{ id: string }>`
    insert into windows (organisation_id, name, level, ended_on)
    values (${unverified}, '終わった窓口', 'nationwide', current_date - 1) returning id`.execute(
    db,
  );
  expect(await findWindow(rows[0]?.id ?? '')).toBeUndefined();
  expect(JSON.stringify(await listWindows({}))).not.toContain(unverified);
});

test('its own people prepare drafts, and are told why nothing goes out', async () => {
  const draft = await saveDraft(admin, input());
  if (typeof draft !== 'string' || draft === 'not_found') throw new Error(JSON.stringify(draft));
  const refused = { problems: { organisationId: 'schedule_problem_unverified' } };
  expect(await publishSeries(admin, input())).toEqual(refused);
  expect(
    await reviseSeries(admin, draft, input(), { publish: true, promote: promoteWaiting }),
  ).toEqual(refused);
  await materialise(draft);
  expect(await saveAvailability(admin, wednesdays(draft))).toBe('not_found');
  const dates = await db
    .selectFrom('occurrences')
    .select('id')
    .where('series_id', '=', draft)
    .execute();
  expect(dates).toEqual([]);
});
