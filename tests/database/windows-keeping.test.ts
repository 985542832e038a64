import { randomUUID } from 'node:crypto';
import { beforeAll, describe, expect, test } from 'vitest';
import type { AccountViewer, OrganisationId } from '#accounts';
import { addDistrictOnce } from '#areas/server';
import { auditOf } from '#organisations/server';
import { days, hours, later, now } from '#platform/clock';
import { brokenConstraint, db } from '#platform/db';
import { addDays, localDate } from '#platform/tokyo';
import type { WindowInput } from '#windows';
import {
  addWindow,
  confirmWindow,
  correctionsOf,
  windowTasks,
  decideOnCorrection,
  endWindow,
  findWindow,
  keptWindows,
  organisationsToKeep,
  partnersFor,
  reviseWindow,
  suggestCorrection,
  windowsFor,
  windowToKeep,
} from '#windows/server';
import { useFakeClock } from '../support/clock.ts';
import { runDue } from '../support/due.ts';
import { anAccount, anOrganisation } from '../support/organisations.ts';
import { aTown, aWindow, type Town } from '../support/towns.ts';

let town: Town;
let organisation: OrganisationId;
let admin: AccountViewer;
let staff: AccountViewer;
let stranger: AccountViewer;

beforeAll(async () => {
  town = await aTown();
  organisation = await anOrganisation({ pref_code: town.prefCode, code5: town.code5 });
  admin = await anAccount(organisation, 'admin');
  staff = await anAccount(organisation, 'window_staff');
  stranger = await anAccount(await anOrganisation(), 'admin', 'window_staff');
});

const anInput = (over: Partial<WindowInput> = {}): WindowInput => ({
  organisationId: organisation,
  name: 'ひきこもり相談窓口',
  level: 'town',
  minimumAge: null,
  maximumAge: null,
  familyOnly: true,
  takesHomeVisits: true,
  acceptsNeighbours: false,
  methods: ['phone', 'letter'],
  languages: ['ja', 'plain_ja'],
  prefCode: town.prefCode,
  code5: town.code5,
  hours: [{ weekdays: [3], weeks: [4], opens: 600, closes: 720, place: '保健センター' }],
  exceptions: [{ date: addDays(localDate(now()), 3), hours: [], note: '研修' }],
  counsellors: [{ nickname: 'ゆり', about: '相談員', message: '急がなくて大丈夫です。' }],
  parts: [{ organisationId: organisation, part: 'organiser' }],
  ...over,
});

async function added(over: Partial<WindowInput> = {}): Promise<string> {
  const done = await addWindow(admin, anInput(over));
  if (typeof done === 'string' || !('id' in done)) throw new Error(JSON.stringify(done));
  return done.id;
}

/** Saves what was edited in the record as it stands. */
async function revise(viewer: AccountViewer, id: string, input: WindowInput) {
  const kept = await windowToKeep(admin, id);
  return reviseWindow(viewer, id, input, kept === 'not_found' ? '' : kept.edition);
}

let addresses = 0;
/** From a line of its own, unless told otherwise. */
const suggest = (id: string, typed: string, address = `2001:db8:0:${addresses++}::1`) =>
  suggestCorrection(id, typed, address);

const actsOf = async (): Promise<string[]> => {
  const acts = await auditOf(admin, organisation);
  return acts === 'not_found' ? [] : acts.map(({ act, subject }) => `${act} ${subject}`);
};

describe('a window’s record', () => {
  test('holds all that was given, and comes back as it was', async () => {
    const id = await added({
      accessibility: '段差なし',
      receives: '月1回の面談',
      leadDepartment: '福祉課',
    });
    expect(await findWindow(id)).toMatchObject({
      name: 'ひきこもり相談窓口',
      leadDepartment: '福祉課',
      accessibility: '段差なし',
      receives: '月1回の面談',
      languages: ['ja', 'plain_ja'],
      methods: ['phone', 'letter'],
      hours: [{ weekdays: [3], weeks: [4], opens: 600, closes: 720, place: '保健センター' }],
      exceptions: [{ hours: [], note: '研修' }],
      counsellors: [{ nickname: 'ゆり', message: '急がなくて大丈夫です。' }],
      parts: [{ organisationId: organisation, part: 'organiser' }],
      verifiedOn: null,
      inQuestion: false,
    });
    expect(await actsOf()).toContain(`window.added window:${id}`);
  });

  test('names no organisation that is no longer public, but keeps it for when it is again', async () => {
    const partner = await anOrganisation();
    const added = await addWindow(
      admin,
      anInput({ parts: [{ organisationId: partner, part: 'commissioner' }] }),
    );
    if (!('id' in Object(added))) throw new Error(JSON.stringify(added));
    const { id } = added as { id: string };
    expect((await findWindow(id))?.parts).toHaveLength(1);
    await db
      .updateTable('organisations')
      .set({ standing: 'withdrawn' })
      .where('id', '=', partner)
      .execute();
    expect((await findWindow(id))?.parts).toEqual([]);
    const kept = await windowToKeep(admin, id);
    expect(kept !== 'not_found' && kept.window.parts).toHaveLength(1);
  });

  test('is replaced as a whole by a revision; what was checked stays', async () => {
    const id = await added();
    await confirmWindow(staff, id);
    const revised = { name: '新しい名前', counsellors: [], parts: [], exceptions: [], hours: [] };
    expect(await revise(admin, id, anInput(revised))).toBe('revised');
    expect(await findWindow(id)).toMatchObject({
      name: '新しい名前',
      hours: null,
      counsellors: [],
      parts: [],
      exceptions: [],
      verifiedOn: localDate(now()),
    });
  });

  test('rings as long as its keeper says, from 15 to 60 seconds', async () => {
    const id = await added({ ringSeconds: 45, areaNote: '市内全域' });
    const kept = await windowToKeep(admin, id);
    expect(kept).toMatchObject({ window: { ringSeconds: 45, areaNote: '市内全域' } });
    expect(await revise(admin, id, anInput({ ringSeconds: 61 }))).toEqual({
      problems: { ringSeconds: 'ring' },
    });
  });

  test('that another has changed meanwhile is not overwritten unseen; a check or a correction is no change', async () => {
    const id = await added();
    const kept = await windowToKeep(admin, id);
    if (kept === 'not_found') throw new Error(kept);
    await confirmWindow(staff, id);
    await suggest(id, 'ちがう');
    const save = (name: string) => reviseWindow(admin, id, anInput({ name }), kept.edition);
    expect((await Promise.all([save('ひとりめ'), save('ふたりめ')])).toSorted()).toEqual([
      'changed_meanwhile',
      'revised',
    ]);
    expect(await reviseWindow(admin, id, anInput(), '')).toBe('changed_meanwhile');
  });

  test('names districts, groups and towns, served or left out, there and back', async () => {
    const district = await addDistrictOnce({ kind: 'ward', code5: town.code5, name: '中区' });
    const group = await addDistrictOnce({
      kind: 'group',
      prefCode: town.prefCode,
      name: '中部圏域',
      areas: [town.code5],
    });
    const id = await added({
      level: 'shared',
      serves: [town.code5],
      districts: [group],
      excludedDistricts: [district],
    });
    const kept = await windowToKeep(admin, id);
    expect(kept).toMatchObject({
      named: {
        serves: [town.code5],
        excludes: [],
        districts: [group],
        excludedDistricts: [district],
      },
    });
    expect((await windowsFor(town.code5, district)).shared.map((one) => one.id)).not.toContain(id);
    expect((await windowsFor(town.code5)).shared.map((one) => one.id)).toContain(id);
  });

  test.each([
    ['no name', { name: ' ' }, 'name', 'name'],
    ['ages the wrong way round', { minimumAge: 40, maximumAge: 15 }, 'maximumAge', 'ages'],
    ['an age that is no number', { minimumAge: Number.NaN }, 'minimumAge', 'number'],
    ['an address that is none', { url: 'javascript:alert(1)' }, 'url', 'address'],
    ['mail that is none', { email: 'かもめ' }, 'email', 'address'],
    ['no place', { prefCode: null, code5: null }, 'place', 'place'],
    [
      'hours that end before they begin',
      { hours: [{ opens: 600, closes: 540 }] },
      'hours',
      'times',
    ],
    [
      'a day that no month has',
      { hours: [{ monthDays: [0], opens: 540, closes: 600 }] },
      'hours.0.monthDays.0',
      'month_days',
    ],
    [
      'a date that the calendar does not have',
      { exceptions: [{ date: '2026-02-30', hours: [], note: '' }] },
      'exceptions.0.date',
      'date',
    ],
    [
      'a counsellor without a nickname',
      { counsellors: [{ nickname: '', about: '', message: '' }] },
      'counsellors.0.nickname',
      'nickname',
    ],
    ['no language', { languages: [] }, 'languages', 'choice'],
    ['a message too long', { message: 'あ'.repeat(401) }, 'message', 'long'],
  ] as const)('with %s is refused with what to do', async (_, over, field, problem) => {
    expect(await addWindow(admin, anInput(over as Partial<WindowInput>))).toEqual({
      problems: { [field]: problem },
    });
  });

  test('of an organisation that is not shown is refused, not broken', async () => {
    const applied = await anOrganisation({ standing: 'applied' });
    const viewer = await anAccount(applied, 'admin');
    expect(await addWindow(viewer, anInput({ organisationId: applied, parts: [] }))).toEqual({
      problems: { organisationId: 'organisation' },
    });
  });

  test('ends on a day, and goes on again where that is taken back', async () => {
    const id = await added();
    const today = localDate(now());
    expect(await endWindow(admin, id, '2026-02-30')).toBe('no_date');
    expect(await endWindow(admin, id, today)).toBe('ended');
    expect(await findWindow(id)).toBeUndefined();
    expect(await windowToKeep(admin, id)).toMatchObject({ endedOn: today });
    expect(await endWindow(admin, id, '')).toBe('goes_on');
    expect(await findWindow(id)).toBeDefined();
  });

  test('of a withdrawn organisation does not come back, neither for good nor until a day to come', async () => {
    const withdrawn = await anOrganisation({ pref_code: town.prefCode, code5: town.code5 });
    const viewer = await anAccount(withdrawn, 'admin');
    const done = await addWindow(viewer, anInput({ organisationId: withdrawn, parts: [] }));
    const { id } = done as { id: string };
    const today = localDate(now());
    const tomorrow = addDays(today, 1);
    expect(await endWindow(viewer, id, tomorrow)).toBe('ended');
    expect(await findWindow(id)).toBeDefined();
    expect(await endWindow(viewer, id, today)).toBe('ended');
    await db
      .updateTable('organisations')
      .set({ standing: 'withdrawn' })
      .where('id', '=', withdrawn)
      .execute();
    const refused = { problems: { organisationId: 'organisation' } };
    expect(await endWindow(viewer, id, tomorrow)).toEqual(refused);
    expect(await endWindow(viewer, id, '')).toEqual(refused);
    expect(await findWindow(id)).toBeUndefined();
  });

  test('that ends on a day to come is handed to no organisation that is not public', async () => {
    const id = await added({ parts: [] });
    const withdrawn = await anOrganisation({ pref_code: town.prefCode, code5: town.code5 });
    const both = {
      ...admin,
      memberships: [...admin.memberships, { organisationId: withdrawn, role: 'admin' as const }],
    };
    await db
      .updateTable('organisations')
      .set({ standing: 'withdrawn' })
      .where('id', '=', withdrawn)
      .execute();
    const over = { organisationId: withdrawn, parts: [] };
    const refused = { problems: { organisationId: 'organisation' } };
    await endWindow(both, id, addDays(localDate(now()), 1));
    expect(await revise(both, id, anInput(over))).toEqual(refused);
    expect(await findWindow(id)).toMatchObject({ organisationId: organisation });
    await endWindow(both, id, localDate(now()));
    expect(await revise(both, id, anInput(over))).toBe('revised');
  });
});

describe('who may', () => {
  test('confirm: the window’s own staff, with the day and who; revise and end: its admins alone', async () => {
    const id = await added();
    expect(await confirmWindow(staff, id)).toBe('confirmed');
    const row = await db
      .selectFrom('windows')
      .select(['verified_on', 'verified_by'])
      .where('id', '=', id)
      .executeTakeFirst();
    expect(row).toEqual({ verified_on: localDate(now()), verified_by: staff.accountId });
    expect(await revise(staff, id, anInput())).toBe('not_found');
    expect(await endWindow(staff, id, localDate(now()))).toBe('not_found');
    expect(await windowToKeep(staff, id)).toMatchObject({
      ...{ mayRevise: false, mayConfirm: true, verifiedBy: 'ゆき' },
    });
  });

  test('another organisation’s admin finds nothing, changes nothing, and its admin hears of the try', async () => {
    const id = await added();
    const before = await findWindow(id);
    expect(await windowToKeep(stranger, id)).toBe('not_found');
    expect(await revise(stranger, id, anInput({ name: '乗っ取り' }))).toBe('not_found');
    expect(await confirmWindow(stranger, id)).toBe('not_found');
    expect(await endWindow(stranger, id, localDate(now()))).toBe('not_found');
    expect(await correctionsOf(stranger, id)).toBe('not_found');
    expect(await findWindow(id)).toEqual(before);
    expect(await actsOf()).toContain(`window.refused window:${id}`);
    expect(
      (await keptWindows(stranger, { text: '', page: 1 })).windows.map((one) => one.id),
    ).not.toContain(id);
    expect(
      (await keptWindows(admin, { text: '', page: 1 })).windows.map((one) => one.id),
    ).toContain(id);
  });

  test('a window cannot be added to, or handed to, another organisation', async () => {
    expect(await addWindow(stranger, anInput())).toBe('not_found');
    const id = await added();
    const theirs = stranger.memberships[0]?.organisationId ?? null;
    expect(await revise(admin, id, anInput({ organisationId: theirs }))).toEqual({
      problems: { organisationId: 'organisation' },
    });
  });

  test('the operator keeps them all, those of nobody too; an id that is none is nothing', async () => {
    const operator = { ...stranger, operator: true, memberships: [] };
    const nobodys = await aWindow({ level: 'nationwide', organisation_id: null });
    expect(await confirmWindow(operator, nobodys)).toBe('confirmed');
    const all = await keptWindows(operator, { text: '', page: 1 });
    expect(all.windows.map((one) => one.id)).toContain(nobodys);
    expect(all.windows).toHaveLength(Math.min(all.count, 50));
    expect((await keptWindows(operator, { text: '', page: 2 })).windows).toEqual([]);
    expect(await keptWindows(operator, { text: '%', page: 1 })).toEqual({ windows: [], count: 0 });
    expect((await organisationsToKeep(operator)).length).toBeGreaterThan(1);
    expect(await confirmWindow(stranger, nobodys)).toBe('not_found');
    for (const id of ['', 'x', randomUUID()])
      expect(await windowToKeep(operator, id)).toBe('not_found');
  });

  test('an admin is offered the own organisation, and partners of the prefecture', async () => {
    expect(await organisationsToKeep(admin)).toMatchObject([{ id: organisation }]);
    expect(await organisationsToKeep(staff)).toEqual([]);
    const offered = (await partnersFor(town.prefCode)).map((one) => one.id);
    expect(offered).toContain(organisation);
  });
});

describe('a correction', () => {
  test('is taken from anybody, puts the record in question, and is decided on once', async () => {
    const id = await added();
    expect(await suggest(id, ' 電話番号が\u200bちがいます ')).toBe('taken');
    expect(await findWindow(id)).toMatchObject({ inQuestion: true });
    const [open] = (await correctionsOf(staff, id)) as { id: string; suggestion: string }[];
    expect(open?.suggestion).toBe('電話番号がちがいます');
    const decide = (state: 'taken_over' | 'declined') =>
      decideOnCorrection(staff, id, { correctionId: open?.id ?? '', state, answer: '直しました' });
    expect(await Promise.all([decide('taken_over'), decide('taken_over')])).toEqual(
      expect.arrayContaining(['decided', 'decided_before']),
    );
    expect(await decide('declined')).toBe('decided_before');
    expect(await correctionsOf(staff, id)).toMatchObject([
      { state: 'taken_over', answer: '直しました', decidedBy: 'ゆき' },
    ]);
    expect(await findWindow(id)).toMatchObject({ inQuestion: false });
    expect(await actsOf()).toContain(`correction.taken_over window:${id}`);
  });

  test('without words, too long, or on no window is not taken, and an id that is none decides nothing', async () => {
    const id = await added();
    expect(await suggest(id, ' \u200b ')).toBe('empty');
    expect(await suggest(id, 'あ'.repeat(1_001))).toBe('long');
    expect(await suggest(id, 'あ'.repeat(1_000))).toBe('taken');
    expect(await suggest(randomUUID(), 'ちがう')).toBe('not_found');
    const decision = { correctionId: 'x', state: 'declined', answer: '' } as const;
    expect(await decideOnCorrection(staff, id, decision)).toBe('decided_before');
  });

  test('said twice at once is one', async () => {
    const id = await added();
    await Promise.all([suggest(id, '同じ'), suggest(id, '同じ')]);
    expect(await correctionsOf(staff, id)).toHaveLength(1);
  });

  test('comes slower where many come, and is still taken', async () => {
    const id = await added();
    for (let n = 0; n < 5; n += 1) await suggest(id, `${n}`);
    const from = performance.now();
    expect(await suggest(id, 'さらに')).toBe('taken');
    expect(performance.now() - from).toBeGreaterThan(400);
  });

  test('from one line is taken up to twenty times an hour, over all windows; others write meanwhile', async () => {
    const clock = useFakeClock(now());
    const [first, second] = [await added(), await added()];
    const line = '2001:db8:ffff:1::1';
    for (let n = 0; n < 20; n += 1)
      expect(await suggest(await added(), `${n}`, line), `${n}`).toBe('taken');
    expect(await suggest(first, 'さらに', line)).toBe('enough');
    expect(await suggest(second, 'さらに', '2001:db8:ffff:1::2')).toBe('enough');
    expect(await correctionsOf(staff, first)).toEqual([]);
    expect(await suggest(first, 'べつの人', '2001:db8:ffff:2::1')).toBe('taken');
    clock.advance(hours(1) + 1);
    expect(await suggest(first, 'さらに', line)).toBe('taken');
  });

  test('keeps nothing of who said it: no column could', async () => {
    const row = await db.selectFrom('window_corrections').selectAll().executeTakeFirst();
    expect(Object.keys(row ?? {}).toSorted()).toEqual([
      'answer',
      'decided_at',
      'decided_by',
      'id',
      'state',
      'suggested_at',
      'suggestion',
      'window_id',
    ]);
  });

  test('goes a year after it was decided on; an open one stays', async () => {
    const id = await added();
    await suggest(id, '古い');
    const [one] = (await correctionsOf(staff, id)) as { id: string }[];
    const decision = { correctionId: one?.id ?? '', state: 'declined', answer: '' } as const;
    await decideOnCorrection(staff, id, decision);
    await suggest(id, 'まだ開いている');
    await runDue(windowTasks, 'old-corrections', later(now(), days(364)));
    expect(await correctionsOf(staff, id)).toHaveLength(2);
    await runDue(windowTasks, 'old-corrections', later(now(), days(366)));
    expect(await correctionsOf(staff, id)).toMatchObject([{ suggestion: 'まだ開いている' }]);
  });
});

describe('the database refuses', () => {
  const broken = async (statement: Promise<unknown>) =>
    brokenConstraint(await statement.catch((error: unknown) => error));
  let id: string;
  beforeAll(async () => {
    id = await added();
  });
  const change = (values: object) =>
    broken(db.updateTable('windows').set(values).where('id', '=', id).execute());

  test('a window checked by somebody on no day, and a language that is none', async () => {
    const by = { verified_by: staff.accountId, verified_on: null };
    expect(await change(by)).toBe('windows_verified');
    expect(await change({ languages: ['klingon'] })).toBe('windows_languages');
    expect(await change({ languages: [] })).toBe('windows_languages');
    expect(await change({ verified_by: randomUUID(), verified_on: '2026-11-21' })).toBe(
      'windows_verified_by',
    );
  });

  test('a date twice, hours that are no list, a nickname that is none, a part that is none', async () => {
    const [date] = [addDays(localDate(now()), 3)];
    const exception = { window_id: id, on_date: date };
    expect(await broken(db.insertInto('window_exceptions').values(exception).execute())).toBe(
      'window_exceptions_pkey',
    );
    const noList = { window_id: id, on_date: '2027-01-01', hours: '{}' };
    expect(await broken(db.insertInto('window_exceptions').values(noList).execute())).toBe(
      'window_exceptions_hours',
    );
    const nameless = { window_id: id, position: 9, nickname: '' };
    expect(await broken(db.insertInto('window_counsellors').values(nameless).execute())).toBe(
      'window_counsellors_nickname_given',
    );
    const part = { window_id: id, organisation_id: organisation, part: 'king' };
    expect(await broken(db.insertInto('window_organisations').values(part).execute())).toBe(
      'window_organisations_part',
    );
  });

  const decided = { decided_at: new Date(0), decided_by: randomUUID() };

  test.each([
    ['a correction without words', { suggestion: '' }, 'window_corrections_suggestion'],
    ['a state that is none', { ...decided, state: 'lost' }, 'window_corrections_state'],
    ['one decided by nobody', { state: 'declined' }, 'window_corrections_decided'],
    ['an open one that was decided', { decided_at: new Date(0) }, 'window_corrections_decided'],
  ])('%s', async (_, values, constraint) => {
    const row = { window_id: id, suggestion: 'ちがう', suggested_at: now(), ...values };
    expect(await broken(db.insertInto('window_corrections').values(row).execute())).toBe(
      constraint,
    );
  });
});
