import { beforeEach, describe, expect, test } from 'vitest';
import type { AccountViewer, OrganisationId } from '#accounts';
import { auditOf } from '#organisations/server';
import { now } from '#platform/clock';
import { brokenConstraint, db } from '#platform/db';
import { findOccurrence, ownHosting, welcomeAt } from '#schedule/server';
import { aConsultation } from '../support/consultations.ts';
import { anAccount, anOrganisation } from '../support/organisations.ts';
import { anOccurrence, aSeries } from '../support/schedule.ts';

let id: OrganisationId;
let admin: AccountViewer;
let mother: AccountViewer;
let series: string;
let occurrence: string;

beforeEach(async () => {
  id = await anOrganisation();
  admin = await anAccount(id, 'admin', 'publisher');
  mother = await anAccount(id, 'peer_supporter');
  series = await aSeries({ organisation_id: id });
  occurrence = await anOccurrence({
    series_id: series,
    starts_at: new Date(now().getTime() + 86_400_000),
  });
});

const hosting = {
  nickname: 'のぶ',
  message: 'ゆっくりで大丈夫です。',
  relation: '',
  drawing: 2,
  consents: false,
};
const asMother = { ...hosting, relation: '母の立場で', consents: true };
const shown = async () => (await findOccurrence(occurrence))?.hosts;

describe('who welcomes', () => {
  test('appears by a name and a drawing that they chose, and is gone when they say so', async () => {
    expect(await shown()).toEqual([]);
    expect(await welcomeAt(mother, series, hosting)).toBe('appears');
    expect(await shown()).toEqual([
      {
        nickname: 'のぶ',
        message: 'ゆっくりで大丈夫です。',
        relation: null,
        drawing: 2,
        portrait: null,
      },
    ]);
    expect(await welcomeAt(mother, series, { ...hosting, nickname: '' })).toBe('appears_not');
    expect(await shown()).toEqual([]);
  });

  test('says what they are to whom only with their own consent, and takes it back at once', async () => {
    expect(await welcomeAt(mother, series, { ...asMother, consents: false })).toBe('needs_consent');
    expect(await shown()).toEqual([]);
    await welcomeAt(mother, series, asMother);
    expect(await shown()).toMatchObject([{ nickname: 'のぶ', relation: '母の立場で' }]);
    await welcomeAt(mother, series, hosting);
    expect(await shown()).toMatchObject([{ nickname: 'のぶ', relation: null }]);
    expect(await db.selectFrom('host_consents').selectAll().execute()).toEqual([]);
    expect(await auditOf(admin, id)).toMatchObject([
      { act: 'host.withdrew' },
      { act: 'host.appeared' },
      { act: 'host.consented' },
      { act: 'host.appeared' },
    ]);
  });

  test('is put there by nobody else: another account only ever speaks of itself', async () => {
    await welcomeAt(mother, series, asMother);
    await welcomeAt(admin, series, { ...asMother, nickname: 'さくら', relation: '父の立場で' });
    expect(await ownHosting(mother, series)).toMatchObject({ relation: '母の立場で' });
    await welcomeAt(admin, series, { ...hosting, nickname: '' });
    expect(await shown()).toMatchObject([{ nickname: 'のぶ', relation: '母の立場で' }]);
    const stranger = await anAccount(await anOrganisation(), 'admin');
    expect(await welcomeAt(stranger, series, asMother)).toBe('not_found');
    expect(await welcomeAt(mother, 'no-such-id', asMother)).toBe('not_found');
  });

  test('is shown no more once they have left the organisation, or their account is closed', async () => {
    await welcomeAt(mother, series, asMother);
    await db.deleteFrom('memberships').where('account_id', '=', mother.accountId).execute();
    expect(await shown()).toEqual([]);
    expect(await welcomeAt(mother, series, { ...hosting, nickname: '' })).toBe('appears_not');
    await welcomeAt(admin, series, asMother);
    await anAccount(id, 'admin');
    await db
      .updateTable('accounts')
      .set({ disabled_at: now() })
      .where('id', '=', admin.accountId)
      .execute();
    expect(await shown()).toEqual([]);
  });
});

describe('the database shows nothing that nobody agreed to', () => {
  const refusal = (broken: Promise<unknown>) => broken.then(() => 'taken', brokenConstraint);
  const consent = (over: { account_id?: string; given_by?: string; relation?: string }) =>
    refusal(
      db
        .insertInto('host_consents')
        .values({
          series_id: series,
          account_id: mother.accountId,
          given_by: mother.accountId,
          given_at: now(),
          relation: '母の立場で',
          ...over,
        })
        .execute(),
    );

  test('a relation stands in a consent and nowhere else', async () => {
    const columns = await db.introspection.getTables();
    const told = columns.filter((table) => table.columns.some(({ name }) => name === 'relation'));
    expect(told.map(({ name }) => name)).toEqual(['host_consents']);
  });

  test('a consent is of somebody who appears, given by that very person, to something', async () => {
    expect(await consent({})).toBe('host_consents_of_host');
    await welcomeAt(mother, series, hosting);
    expect(await consent({ given_by: admin.accountId })).toBe('host_consents_by_oneself');
    expect(await consent({ relation: '' })).toBe('host_consents_relation');
    expect(await consent({})).toBe('taken');
    expect(await consent({ account_id: admin.accountId, given_by: admin.accountId })).toBe(
      'host_consents_of_host',
    );
  });

  test('with the person goes the consent, whoever deletes the row', async () => {
    await welcomeAt(mother, series, asMother);
    await db.deleteFrom('appearances').execute();
    expect(await db.selectFrom('host_consents').selectAll().execute()).toEqual([]);
  });
});

test('consent is taken back also once the series has ended', async () => {
  await welcomeAt(mother, series, asMother);
  await db.updateTable('series').set({ state: 'ended' }).where('id', '=', series).execute();
  expect(await welcomeAt(mother, series, hosting)).toBe('appears');
  expect((await ownHosting(mother, series))?.relation).toBeNull();
  expect(await welcomeAt(mother, series, asMother)).toBe('not_found');
  expect(await welcomeAt(mother, series, hosting)).toBe('not_found');
});

test('at a consultation nobody appears beside whoever listens; who stands there already can go', async () => {
  const consultation = await aConsultation(id);
  expect(await welcomeAt(mother, consultation, asMother)).toBe('not_found');
  expect(await ownHosting(mother, consultation)).toBeUndefined();
  const row = { series_id: consultation, account_id: mother.accountId };
  await db
    .insertInto('appearances')
    .values({ ...row, nickname: 'のぶ', message: '', since: now() })
    .execute();
  expect(await welcomeAt(mother, consultation, hosting)).toBe('not_found');
  expect(await welcomeAt(mother, consultation, { ...hosting, nickname: '' })).toBe('appears_not');
  expect(await ownHosting(mother, consultation)).toBeUndefined();
});
