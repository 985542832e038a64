/** An organisation that is listed from public pages applies for itself, and becomes its entry. */
import { describe, expect, test } from 'vitest';
import type { OrganisationId } from '#accounts';
import { undoImport } from '#imports/server';
import {
  appearOnPage,
  applicationFor,
  auditOf,
  becameEntry,
  decideApplication,
  entryLeftBy,
  findClaimable,
  findOrganisation,
  inviteMember,
  membersOf,
  ownApplications,
  peopleOf,
  verifyAsEntry,
  withdrawOrganisation,
  writePage,
} from '#organisations/server';
import { brokenConstraint, db, sql } from '#platform/db';
import { keepPortrait } from '#people/server';
import type { SeriesInput } from '#schedule';
import {
  findOccurrence,
  autosaveWriting,
  portraitShownAt,
  reviseSeries,
  saveDraft,
  seriesOf,
  showPortraitAt,
  welcomeAt,
  writingOf,
} from '#schedule/server';
import { promoteWaiting } from '#signup/server';
import { findWindow, handOverWindows } from '#windows/server';
import { IMPORTED_LISTS as LISTS } from '../../src/imported-lists.server.ts';
import { anOperator, applied, checked, verified } from '../support/applications.ts';
import { anEntry, importedBy, membersNow, MET, TAKING_OVER } from '../support/claims.ts';
import { aPhotograph } from '../support/pictures.ts';
import { anAccount, anOrganisation } from '../support/organisations.ts';
import { anOccurrence, aSeries } from '../support/schedule.ts';

async function aWindow(organisation_id: OrganisationId, over = {}): Promise<string> {
  const row = await db
    .insertInto('windows')
    .values({
      organisation_id,
      name: '相談窓口',
      level: 'nationwide',
      demonstration: true,
      ...over,
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  return row.id;
}

const rowOf = (id: string) =>
  db.selectFrom('organisations').selectAll().where('id', '=', id).executeTakeFirst();

const claimOf = async (id: string) =>
  (
    await db
      .selectFrom('applications')
      .select('claims')
      .where('organisation_id', '=', id)
      .executeTakeFirst()
  )?.claims;

const evening = (organisationId: string, over: Partial<SeriesInput> = {}): SeriesInput => ({
  organisationId,
  kind: 'group_session',
  title: '下書きのつどい',
  format: 'online',
  capacity: 8,
  signUpPolicy: 'open',
  rules: [{ repeats: 'once', from: '2030-01-05', startsAt: '20:00', endsAt: '21:00' }],
  ...over,
});

describe('what can be claimed', () => {
  test('is listed and run by nobody; of all else nothing is said', async () => {
    const entry = await anEntry();
    expect(await findClaimable(entry)).toMatchObject({ id: entry, standing: 'listed' });
    const run = await anEntry();
    await anAccount(run, 'publisher');
    const others = [
      await anOrganisation(),
      await anOrganisation({ standing: 'applied', verified_at: null }),
      await anOrganisation({ standing: 'withdrawn' }),
      run,
      '00000000-0000-4000-8000-000000000000',
      "' or true --",
      '',
      null,
    ];
    for (const other of others) expect(await findClaimable(other)).toBeUndefined();
  });

  test('is kept with the application; anything else is no claim, and the answer is the same', async () => {
    const entry = await anEntry();
    expect(await claimOf((await applied({ claims: entry })).id)).toBe(entry);
    const hidden = await anOrganisation({ standing: 'applied', verified_at: null });
    for (const claims of [hidden, await anOrganisation(), 'x', '', null])
      expect(await claimOf((await applied({ claims })).id)).toBeNull();
  });
});

describe('an entry that is taken over', () => {
  test('keeps its address and what hangs on it, and is what its people say of it', async () => {
    const [operator, entry] = [await anOperator(), await anEntry()];
    const source_url = 'https://public.example/window';
    const [copied, invented] = [await aWindow(entry, { source_url }), await aWindow(entry)];
    const series_id = await aSeries({ organisation_id: entry, source_url, sign_up_policy: 'ask' });
    const occurrence = await anOccurrence({ series_id, starts_at: new Date('2030-01-01') });
    const { id, admin } = await applied({ claims: entry, name: '新しい名前の会' });
    await writePage(admin, id, {
      ...{ summary: '自分の言葉', url: '', face: 'cups', message: 'どうぞ', messageBy: '世話人' },
    });
    const before = await rowOf(id);

    expect(await verifyAsEntry(operator, id, entry, MET, TAKING_OVER)).toBe('decided');

    const own = { standing: 'verified', verified_at: expect.any(Date) as Date, shown: true };
    const { created_at: _, ...facts } = before ?? {};
    expect(await rowOf(entry)).toMatchObject({ ...facts, ...own, id: entry });
    expect(await rowOf(id)).toBeUndefined();
    expect(await findClaimable(entry)).toBeUndefined();
    expect(await findWindow(copied)).toMatchObject({
      ...{ organisationId: entry, demonstration: false, verifiedOn: null, sourceUrl: source_url },
    });
    expect(await findWindow(invented)).toMatchObject({ demonstration: true });
    expect(await findOccurrence(occurrence)).toMatchObject({
      ...{ organisationId: entry, organisation: '新しい名前の会', unchecked: true },
    });
    expect(await applicationFor(operator, entry)).toMatchObject({
      ...{ claims: null, entries: [], organisation: { id: entry } },
      checks: checked().map((check) => ({ ...check, note: '' })),
    });
    expect(await applicationFor(operator, id)).toBe('not_found');
    expect(await ownApplications(membersNow(admin, entry))).toEqual([]);
  });

  test('has the applicant’s people, invitations and log, and nobody of the demonstration’s any more', async () => {
    const [operator, entry] = [await anOperator(), await anEntry()];
    const sample = await anAccount(entry, 'admin', 'publisher');
    await sql`update accounts set demonstration = true where id = ${sample.accountId}`.execute(db);
    await appearOnPage(sample, entry, { nickname: '見本さん', words: '' });
    await inviteMember(sample, entry, ['expert']);
    const { id, admin } = await applied({ claims: entry });
    await appearOnPage(admin, id, { nickname: '森さん', words: '' });
    await inviteMember(admin, id, ['approver']);

    expect(await verifyAsEntry(operator, id, entry, MET, TAKING_OVER)).toBe('decided');

    const after = membersNow(admin, entry);
    expect(await membersOf(after, entry)).toMatchObject([
      { accountId: admin.accountId, roles: ['admin', 'publisher'] },
    ]);
    expect(await peopleOf(entry)).toEqual([{ nickname: '森さん', words: '' }]);
    const open = await db
      .selectFrom('invitations')
      .select('roles')
      .where('organisation_id', '=', entry)
      .where('withdrawn_at', 'is', null)
      .execute();
    expect(open).toEqual([{ roles: ['approver'] }]);
    const acts = await auditOf(after, entry);
    expect(acts).toMatchObject([
      { act: 'entry.taken_over', subject: `organisation:${id}` },
      { act: 'application.verified', subject: `organisation:${entry}` },
      { act: 'member.removed', subject: `account:${sample.accountId}` },
      { act: 'invitation.made', subject: `organisation:${id}` },
      { act: 'application.made', subject: `organisation:${id}` },
      { act: 'invitation.made', subject: `organisation:${entry}` },
    ]);
  });

  test('has what was prepared meanwhile: drafts, lists that were read in, what is being written, windows that ended', async () => {
    const [operator, entry] = [await anOperator(), await anEntry()];
    const { id, admin } = await applied({ claims: entry });
    const draft = await saveDraft(admin, evening(id));
    const fields: [string, string][] = [['organisationId', id]];
    await autosaveWriting(admin, null, { fields, basis: null, seen: null });
    const list = await importedBy(admin, id, [
      '131164,1,家族のつどい,2030-12-05,13:30,15:00,区民センター,',
    ]);
    const ended = await aWindow(id, { ended_on: '2020-01-01' });
    const helped = await aWindow(await anOrganisation());
    for (const organisation_id of [id, entry])
      await db
        .insertInto('window_organisations')
        .values({ window_id: helped, organisation_id, part: 'operating' })
        .execute();

    expect(await verifyAsEntry(operator, id, entry, MET, TAKING_OVER)).toBe('decided');

    const after = membersNow(admin, entry);
    if (typeof draft !== 'string' || draft === 'not_found') throw new Error(JSON.stringify(draft));
    const publishing = { publish: true, promote: promoteWaiting };
    expect(await reviseSeries(after, draft, evening(entry), publishing)).toBe('saved');
    expect(await writingOf(after, null)).toMatchObject({ fields: [['organisationId', entry]] });
    expect((await seriesOf(after, entry)).map(({ title }) => title).sort()).toEqual([
      '下書きのつどい',
      '家族のつどい',
    ]);
    // Nobody has worked on what the list brought: its change of hands is not taken for work.
    expect(await undoImport(after, list, LISTS)).toEqual({ undone: 1, kept: 0 });
    const windows = db.selectFrom('windows').select('organisation_id').where('id', '=', ended);
    expect(await windows.executeTakeFirst()).toEqual({ organisation_id: entry });
    const parts = db.selectFrom('window_organisations').select('organisation_id');
    expect(await parts.where('window_id', '=', helped).execute()).toEqual([
      { organisation_id: entry },
    ]);
  });

  test('keeps the photographs of its people where they show them', async () => {
    const [operator, entry] = [await anOperator(), await anEntry()];
    const { id, admin } = await applied({ claims: entry });
    const draft = await saveDraft(admin, evening(id));
    if (typeof draft !== 'string' || draft === 'not_found') throw new Error(JSON.stringify(draft));
    await welcomeAt(admin, draft, {
      ...{ nickname: '森さん', message: '', drawing: null, relation: '', consents: false },
    });
    expect(await keepPortrait(admin, await aPhotograph())).toBe('kept');
    expect(await showPortraitAt(admin, draft)).toBe('shown');

    expect(await verifyAsEntry(operator, id, entry, MET, TAKING_OVER)).toBe('decided');

    const consents = db.selectFrom('portrait_consents').select('organisation_id');
    expect(await consents.where('account_id', '=', admin.accountId).execute()).toEqual([
      { organisation_id: entry },
    ]);
    const shown = await portraitShownAt(membersNow(admin, entry));
    expect(shown).toMatchObject([{ seriesId: draft }]);
  });

  test('is labelled a copy until its own publisher writes it', async () => {
    const [operator, entry] = [await anOperator(), await anEntry()];
    const series_id = await aSeries({ organisation_id: entry, source_url: 'https://x.example' });
    const starts_at = new Date('2030-01-05T11:00:00Z');
    const occurrence = await anOccurrence({ series_id, starts_at });
    const { id, admin } = await applied({ claims: entry });
    await verifyAsEntry(operator, id, entry, MET, TAKING_OVER);
    expect(await findOccurrence(occurrence)).toMatchObject({ unchecked: true });
    const publishing = { publish: true, promote: promoteWaiting };
    const after = membersNow(admin, entry);
    expect(await reviseSeries(after, series_id, evening(entry), publishing)).toBe('saved');
    const { source_url, demonstration } = await db
      .selectFrom('series')
      .select(['source_url', 'demonstration'])
      .where('id', '=', series_id)
      .executeTakeFirstOrThrow();
    expect({ source_url, demonstration }).toEqual({ source_url: null, demonstration: false });
  });

  test('goes to the first that is verified, however close the second is; the other is told and goes on', async () => {
    const [operator, entry] = [await anOperator(), await anEntry()];
    const both = [await applied({ claims: entry }), await applied({ claims: entry })];
    const answers = await Promise.all(
      both.map(({ id }) => verifyAsEntry(operator, id, entry, MET, TAKING_OVER)),
    );
    expect([...answers].sort()).toEqual(['decided', 'entry_gone']);
    const [loser] = both.filter((_, at) => answers[at] === 'entry_gone');
    if (!loser) throw new Error('both won');
    expect(await ownApplications(loser.admin)).toMatchObject([
      { claims: { id: entry, standing: 'verified' }, organisation: { standing: 'applied' } },
    ]);
    expect(await applicationFor(operator, loser.id)).toMatchObject({ entries: [] });
    expect(await decideApplication(operator, loser.id, verified)).toBe('decided');
  });
});

describe('whoever applied finds out how it was decided', () => {
  test('where they became the entry: their own page leads to it', async () => {
    const [operator, entry] = [await anOperator(), await anEntry()];
    const { id } = await applied({ claims: entry });
    expect(await becameEntry(id)).toBeUndefined();
    await verifyAsEntry(operator, id, entry, MET, TAKING_OVER);
    expect(await becameEntry(id)).toBe(entry);
    expect(await leftBy(entry)).toBeUndefined();
  });

  test('where they did not: which page they left, for as long as nobody else has it', async () => {
    const [operator, entry] = [await anOperator(), await anEntry()];
    const { id } = await applied({ claims: entry });
    expect(await leftBy(id)).toBeUndefined();
    expect(await decideApplication(operator, id, verified)).toBe('decided');
    expect(await leftBy(id)).toMatchObject({ id: entry, standing: 'listed' });
    const { id: other } = await applied({ claims: entry });
    await verifyAsEntry(operator, other, entry, MET, TAKING_OVER);
    expect(await leftBy(id)).toBeUndefined();
  });
});

const leftBy = async (id: string) => {
  const organisation = await findOrganisation(id);
  return organisation && entryLeftBy(organisation);
};

describe('an entry stays as it is', () => {
  test('for anybody but the operator, its own applicant too', async () => {
    const entry = await anEntry();
    const { id, admin } = await applied({ claims: entry });
    expect(await verifyAsEntry(admin, id, entry, MET, TAKING_OVER)).toBe('not_found');
    expect(await findClaimable(entry)).toBeDefined();
    expect(await auditOf(admin, id)).toMatchObject([
      { act: 'application.refused' },
      { act: 'application.made' },
    ]);
  });

  test('while a criterion is not met', async () => {
    const [operator, entry] = [await anOperator(), await anEntry()];
    const { id } = await applied({ claims: entry });
    const unmet = { checks: checked().slice(1) };
    expect(await verifyAsEntry(operator, id, entry, unmet, TAKING_OVER)).toBe('unmet');
    expect(await findClaimable(entry)).toBeDefined();
  });

  test('and so does everything that is no entry, whoever is told to become it', async () => {
    const operator = await anOperator();
    const { id } = await applied();
    const hidden = await anOrganisation({ standing: 'applied', verified_at: null });
    for (const other of [await anOrganisation(), hidden, id, 'x'])
      expect(await verifyAsEntry(operator, id, other, MET, TAKING_OVER)).toBe('entry_gone');
    expect(await findOrganisation(id)).toMatchObject({ standing: 'applied' });
  });

  test('for one that was public before: people know it by its own address', async () => {
    const [operator, name] = [await anOperator(), '前からの会'];
    const entry = await anEntry({ name, pref_code: null, code5: null });
    const { id } = await applied({ name });
    await decideApplication(operator, id, verified);
    expect(await verifyAsEntry(operator, id, entry, MET, TAKING_OVER)).toBe('not_found');
    expect(await withdrawOrganisation(operator, id, '約束とちがう', [])).toBe('withdrawn');
    expect(await verifyAsEntry(operator, id, entry, MET, TAKING_OVER)).toBe('not_found');
    for (const decision of ['asked', 'declined'] as const) {
      const asked = { decision, checks: checked(false), remark: '話を聞かせてください' };
      expect(await decideApplication(operator, id, asked)).toBe('decided');
      expect(await applicationFor(operator, id)).toMatchObject({ entries: [] });
      expect(await verifyAsEntry(operator, id, entry, MET, TAKING_OVER)).toBe('not_found');
    }
    expect(await findClaimable(entry)).toBeDefined();
  });

  test('when the name asked for is that of another that runs itself', async () => {
    const [operator, entry] = [await anOperator(), await anEntry()];
    const name = '先にいる会';
    await anOrganisation({ name, pref_code: '13', code5: '13116' });
    const { id } = await applied({ claims: entry, name });
    expect(await verifyAsEntry(operator, id, entry, MET, TAKING_OVER)).toBe('name_taken');
    expect(await findClaimable(entry)).toBeDefined();
    expect(await findOrganisation(id)).toMatchObject({ standing: 'applied' });
  });

  test('and nothing is lost unseen: what no feature has moved refuses', async () => {
    const [operator, entry] = [await anOperator(), await anEntry()];
    const { id, admin } = await applied({ claims: entry });
    await saveDraft(admin, evening(id));
    const forgetful = { ...TAKING_OVER, handOver: [handOverWindows] };
    const refused = await verifyAsEntry(operator, id, entry, MET, forgetful).catch(
      brokenConstraint,
    );
    expect(refused).toBe('series_organisation');
    expect(await findOrganisation(id)).toBeDefined();
    expect(await findClaimable(entry)).toBeDefined();
  });
});

describe('an application of a name that stands there already', () => {
  test('is offered the entry, which the operator can decide it to be', async () => {
    const [operator, entry] = [await anOperator(), await anEntry({ name: 'ＫＨＪ同じ名前の会' })];
    const elsewhere = await anEntry({ name: 'KHJ同じ名前の会', pref_code: null, code5: null });
    const { id } = await applied({ name: 'KHJ同じ名前の会' });
    expect(await applicationFor(operator, id)).toMatchObject({
      ...{ claims: null, entries: [{ id: entry }, { id: elsewhere }] },
    });
    expect(await verifyAsEntry(operator, id, entry, MET, TAKING_OVER)).toBe('decided');
  });

  test('of an entry in its own place cannot stand beside it', async () => {
    const [operator, name] = [await anOperator(), '一つだけの会'];
    const entry = await anEntry({ name });
    const { id } = await applied({ name });
    expect(await decideApplication(operator, id, verified)).toBe('name_listed');
    expect(await verifyAsEntry(operator, id, entry, MET, TAKING_OVER)).toBe('decided');
    const second = await applied({ name });
    expect(await decideApplication(operator, second.id, verified)).toBe('name_taken');
  });
});

/** What becomes of each, where an applicant becomes an entry. */
const REFERRING: Record<string, string> = {
  applications_claims: 'stays: who else claimed the entry is told by its standing',
  applications_organisation: 'moves, with its claim fulfilled',
  audit_entries_organisation: 'moves as it was written',
  contact_spans_organisation: 'none: nobody was talked with where nothing was public',
  danger_readings_organisation: 'none: nobody was talked with where nothing was public',
  desk_notes_organisation: 'none: nobody was talked with where nothing was public',
  doubts_organisation: 'none: nobody was talked with where nothing was public',
  expert_questions_organisation: 'none: nobody was talked with where nothing was public',
  imported_series_organisation: 'moves',
  imported_windows_organisation: 'none: lists of windows are refused to whom nobody sees',
  imports_organisation: 'moves',
  invitations_organisation: 'moves',
  memberships_organisation: 'is copied; the first goes with its organisation',
  namings_by: 'none: what nobody sees names nobody',
  namings_organisation: 'none: only those that are shown are asked',
  organisation_people_organisation: 'moves',
  portrait_consents_organisation: 'moves',
  reports_organisation: 'none: nobody has met where nothing was public',
  safety_checks_organisation: 'none: nobody was talked with where nothing was public',
  series_of_shown_organisation: 'moves',
  series_organisation: 'moves',
  series_organisations_organisation: 'none: only those that are shown are led to',
  site_bans_organisation: 'none: nobody has met where nothing was public',
  window_organisations_organisation: 'moves',
  windows_of_shown_organisation: 'moves',
  windows_organisation: 'moves',
};

test('of all that refers to an organisation it is decided what becomes of it', async () => {
  const { rows } = await sql<{ name: string }>`
    select conname as name from pg_constraint
    where contype = 'f' and confrelid = 'organisations'::regclass order by conname`.execute(db);
  expect(rows.map(({ name }) => name)).toEqual(Object.keys(REFERRING));
});
