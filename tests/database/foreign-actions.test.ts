/** Every action of the pages of staff, sent with ids of another organisation: in the address, and in each field beside one's own. */
import { randomUUID } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { AccountViewer } from '#accounts';
import { days, later, now } from '#platform/clock';
import { db, sql } from '#platform/db';
import { localDate } from '#platform/tokyo';
import { newFormToken } from '#signup/server';
import { anOffice, loadPlaces } from '../support/places.ts';
import { thingsOf, type Things } from '../support/things-of-an-office.ts';

let mine: Things;
let theirs: Things;
let intruder: AccountViewer;

beforeAll(async () => {
  await loadPlaces();
  const own = await anOffice('municipality', '13116');
  const other = await anOffice('municipality', '13361');
  mine = await thingsOf(own);
  theirs = await thingsOf(other);
  intruder = {
    ...own.admin,
    memberships: (['admin', 'publisher', 'approver', 'supervisor', 'window_staff'] as const).map(
      (role) => ({ organisationId: own.organisationId, role }),
    ),
  };
});

type Fields = Record<string, string>;

/** One sending: what stands in the address, and the form. */
interface Sending {
  id?: string;
  fields?: Fields;
}

type Send = (at: { mine: Things; theirs: Things }) => Sending[];

const dated = { date: '2030-02-01', startsAt: '10:00', endsAt: '11:00' };

const written = (organisationId: string): Fields => ({
  ...{ organisationId, title: 'よその会', kind: 'group_session', format: 'online' },
  ...{ audience: 'family', signUpPolicy: 'none', repeats: 'once', from: '2030-01-14' },
  ...{ startsAt: '20:00', endsAt: '21:00', nickname: 'x', reason: 'x', remark: 'x' },
});

/** A form of ours, in time. */
const aCaller = (): Fields => ({ formToken: newFormToken(), nickname: 'よその方' });

const aDesk = (organisationId: string): Fields => ({
  ...{ organisationId, name: 'よりみち', level: 'nationwide', ringSeconds: '30', languages: 'ja' },
});

const onSeries =
  (fields: Fields = {}): Send =>
  ({ theirs }) => [{ id: theirs.series, fields: { ...written(theirs.organisation), ...fields } }];

/** Of another's date, on another's series and on one's own. */
const onDate =
  (fields: Fields): Send =>
  ({ mine, theirs }) =>
    [theirs.series, mine.series].map((id) => ({
      id,
      fields: { ...fields, occurrence: theirs.occurrence },
    }));

const onDesk =
  (fields: Fields = {}): Send =>
  ({ theirs }) => [{ id: theirs.desk, fields: { ...aDesk(theirs.organisation), ...fields } }];

const shiftOf = (accountId: string): Fields => ({
  ...{ accountId, role: 'reception', capacity: '1' },
  ...{ date: localDate(later(now(), days(30))), startsAt: '10:00', endsAt: '11:00' },
});

const onRoster: Send = ({ theirs }) => [{ id: theirs.desk, fields: shiftOf(theirs.member) }];

const onShift: Send = ({ theirs }) => [{ id: theirs.shift, fields: shiftOf(theirs.member) }];

const onOrganisation =
  (fields: Fields = {}): Send =>
  ({ theirs }) => [{ id: theirs.organisation, fields }];

/** Whose organisation stands in the form, wherever it is sent from. */
const ofOrganisation: Send = ({ mine, theirs }) =>
  [mine.organisation, theirs.organisation].map((id) => ({
    id,
    fields: { organisation: theirs.organisation, kind: 'series', id: theirs.series, part: 'x' },
  }));

const slots = ({ theirs }: { theirs: Things }): Sending[] => [
  {
    fields: {
      ...{ series: theirs.consultation, seriesId: theirs.consultation, slot: theirs.slot },
      ...{ supporter: theirs.supporter, supporterAccountId: theirs.supporter, reason: 'x' },
      ...{ slotMinutes: '40', pauseMinutes: '20', noticeHours: '1', horizonDays: '14' },
      ...{ 'day-1': '19:00-21:00', methods: 'text' },
    },
  },
];

const onStatement: Send = ({ mine, theirs }) =>
  [theirs.occurrence, mine.occurrence].map((id) => ({
    id,
    fields: { statementId: theirs.statement },
  }));

const onTalk: Send = ({ theirs }) => [
  { fields: { contactId: theirs.talk, windowId: theirs.desk } },
];

const onLetter: Send = ({ theirs }) => [{ fields: { contactId: theirs.letter } }];

/** Page → action → what is sent; each is not found. */
const FOREIGN: Record<string, Record<string, Send>> = {
  staff: {
    ...{ agreeEnd: ofOrganisation, keepApproval: ofOrganisation },
    ...{ namingOurs: ofOrganisation, namingNotUs: ofOrganisation },
    hostingAccept: ({ theirs }) => [{ fields: { room: theirs.room } }],
    hostingDecline: ({ theirs }) => [{ fields: { room: theirs.room } }],
  },
  'staff/account': {
    appear: ({ theirs }) => [{ fields: { organisation: theirs.organisation, nickname: 'x' } }],
  },
  'staff/account/portrait': {
    hide: ({ theirs }) => [
      { fields: { series: theirs.series } },
      { fields: { desk: theirs.desk } },
    ],
  },
  'staff/applications/[id]': {
    ...{ verified: onOrganisation({ remark: 'x' }), asked: onOrganisation({ remark: 'x' }) },
    ...{ declined: onOrganisation({ remark: 'x' }), withdraw: onOrganisation({ reason: 'x' }) },
  },
  'staff/attendance': {
    default: ({ theirs }) => [{ fields: { [`came-${theirs.occurrence}`]: '3' } }],
  },
  'staff/desk': {
    note: ({ theirs }) => [{ fields: { contactId: theirs.talk, noteId: randomUUID(), note: 'x' } }],
    tick: ({ theirs }) => [
      { fields: { contactId: theirs.talk, item: 'named_numbers', on: 'on' } },
      { fields: { contactId: theirs.talk, item: 'named_numbers' } },
    ],
    wrapUp: ({ theirs }) => [{ fields: { contactId: theirs.talk, outcome: 'talked' } }],
    procedure: ({ theirs }) => [{ fields: { contactId: theirs.talk } }],
    doubt: ({ theirs }) => [{ fields: { contactId: theirs.talk, reason: 'prank' } }],
    confirmDoubt: ({ theirs }) => [{ fields: { contactId: theirs.talk } }],
    dropDoubt: ({ theirs }) => [{ fields: { contactId: theirs.talk } }],
    ...{ handOver: onTalk, keepTalk: onTalk },
    setTime: ({ theirs }) => [
      { fields: { contactId: theirs.callback, meetsAt: '2030-01-01T10:00' } },
    ],
    letGoOfTime: ({ theirs }) => [{ fields: { contactId: theirs.callback } }],
    openAtTheTime: ({ theirs }) => [{ fields: { contactId: theirs.callback } }],
    openLetter: onLetter,
    quietenLetter: onLetter,
    reply: ({ theirs }) => [{ fields: { contactId: theirs.letter, words: 'x' } }],
  },
  'staff/desk/letters': { openLetter: onLetter },
  'staff/desk/danger/[contact]': {
    default: ({ theirs }) => [{ id: theirs.talk, fields: { danger: 'life', reason: 'x' } }],
  },
  'staff/questions': {
    answer: ({ theirs }) => [{ fields: { question: theirs.question, answer: 'x' } }],
  },
  'staff/questions/[contact]': {
    default: ({ theirs }) => [{ id: theirs.talk, fields: { field: 'legal', question: 'x' } }],
  },
  'staff/districts/[id]': {
    save: ({ theirs }) => [
      { id: theirs.district, fields: { place: '13361', kind: 'catchment', name: 'x' } },
      { id: theirs.district, fields: { place: '13116', kind: 'catchment', name: 'x' } },
    ],
    remove: ({ theirs }) => [{ id: theirs.district }],
  },
  'staff/districts/new': {
    save: () => [{ fields: { place: '13361', kind: 'catchment', name: 'x' } }],
  },
  'staff/imports/[id]': Object.fromEntries(
    ['confirm', 'undo', 'discard'].map((act) => [act, ({ theirs }) => [{ id: theirs.list }]]),
  ),
  'staff/occurrences/[id]': {
    standIn: ({ mine, theirs }) => [
      { id: theirs.slot, fields: { account: mine.supporter } },
      { id: theirs.slot, fields: { account: theirs.supporter } },
      { id: mine.slot, fields: { account: theirs.supporter } },
    ],
    standBy: ({ mine, theirs }) => [
      { id: theirs.slot, fields: { standBy: mine.supporter } },
      { id: theirs.slot, fields: { standBy: '' } },
      { id: mine.slot, fields: { standBy: theirs.supporter } },
    ],
    place: onStatement,
    decline: onStatement,
    talked: ({ mine, theirs }) => [
      { id: theirs.occurrence, fields: { signup: theirs.signup, done: 'yes' } },
      { id: mine.occurrence, fields: { signup: theirs.signup, done: 'yes' } },
    ],
    room: ({ theirs }) => [{ id: theirs.slot }, { id: theirs.occurrence }],
    askForCode: ({ theirs }) => [{ id: theirs.slot }, { id: theirs.occurrence }],
    askForNoCode: ({ theirs }) => [{ id: theirs.slot }, { id: theirs.occurrence }],
    enter: ({ theirs }) =>
      [theirs.slot, theirs.occurrence].map((id) => ({ id, fields: aCaller() })),
  },
  'staff/occurrences/[id]/slip/[signup]': Object.fromEntries(
    ['reprint', 'cancel', 'change'].map((act) => [
      act,
      ({ theirs }) => [{ id: theirs.occurrence, fields: aCaller() }, { id: theirs.slot }],
    ]),
  ),
  'staff/organisations/[id]': {
    page: onOrganisation({ summary: 'x' }),
    invite: onOrganisation({ roles: 'admin' }),
    withdraw: ({ mine, theirs }) =>
      [mine.organisation, theirs.organisation].map((id) => ({
        id,
        fields: { invitation: theirs.invitation },
      })),
    roles: ({ mine, theirs }) => [
      { id: theirs.organisation, fields: { account: theirs.member, roles: 'expert' } },
      { id: theirs.organisation, fields: { account: mine.member, roles: 'admin' } },
      { id: mine.organisation, fields: { account: theirs.member, roles: 'expert' } },
    ],
    remove: ({ mine, theirs }) =>
      [mine.organisation, theirs.organisation].map((id) => ({
        id,
        fields: { account: theirs.member },
      })),
    ...{ approval: onOrganisation(), endApproval: onOrganisation() },
    answer: onOrganisation({ reply: 'x' }),
    ...{ agreeEnd: ofOrganisation, keepApproval: ofOrganisation },
    ...{ namingOurs: ofOrganisation, namingNotUs: ofOrganisation },
  },
  'staff/roster/[window]': {
    copy: ({ theirs }) => [{ id: theirs.desk }],
    move: ({ mine, theirs }) =>
      [mine.desk, theirs.desk].map((id) => ({
        id,
        fields: { ...shiftOf(theirs.member), shift: theirs.shift },
      })),
    answer: ({ theirs }) => [
      { id: theirs.desk, fields: { request: theirs.shiftRequest, answer: 'accepted' } },
    ],
  },
  'staff/roster/[window]/import': { default: onRoster },
  'staff/roster/[window]/shift': { save: onRoster, ask: onRoster },
  'staff/roster/[window]/shift/[id]': {
    save: onShift,
    takeOff: onShift,
    putBack: onShift,
    ask: onShift,
  },
  'staff/safety': {
    lift: ({ theirs }) => [{ fields: { ban: theirs.ban } }],
    seeReading: ({ theirs }) => [{ fields: { reading: theirs.reading } }],
    decide: ({ theirs }) =>
      ['nothing', 'hidden', 'banned', 'passed', 'barred'].map((outcome) => ({
        fields: { report: theirs.report, outcome },
      })),
  },
  'staff/safety/[report]': {
    decide: ({ theirs }) => [
      { id: theirs.report, fields: { report: theirs.report, outcome: 'taken_up' } },
    ],
  },
  'staff/places': {
    default: ({ theirs }) =>
      ['closed', 'open', 'quiet'].map((telling) => ({
        fields: { opening: theirs.opening, telling },
      })),
  },
  'staff/series/[id]': {
    ...{ keep: onSeries({ mark: '' }), show: onSeries(), draft: onSeries(), publish: onSeries() },
    ...{ approve: onSeries(), sendBack: onSeries(), end: onSeries() },
    cancel: onDate({ reason: 'x' }),
    move: onDate(dated),
    change: (at) =>
      ['cancel', 'restore', 'note', 'resize', 'shift', 'place', 'usual_place'].flatMap((act) =>
        onDate({ act, reason: 'x', note: 'x', capacity: '3', days: '1', placeName: 'x' })(at),
      ),
    add: onSeries(dated),
    ...{ welcome: onSeries(), showPortrait: onSeries(), hidePortrait: onSeries() },
  },
  'staff/series/new': {
    draft: ({ theirs }) => [{ fields: written(theirs.organisation) }],
    publish: ({ theirs }) => [{ fields: written(theirs.organisation) }],
  },
  'staff/slots': {
    ...{ preview: slots, save: slots, withdraw: slots, showPortrait: slots, hidePortrait: slots },
    standBy: slots,
    repeats: slots,
  },
  'staff/windows/[id]': {
    ...{ save: onDesk(), confirm: onDesk(), end: onDesk({ endsOn: '2026-01-01' }) },
    decide: ({ theirs }) => [
      { id: theirs.desk, fields: { correction: theirs.correction, state: 'taken_over' } },
    ],
    ...{ welcome: onDesk({ nickname: 'x' }), showPortrait: onDesk(), hidePortrait: onDesk() },
  },
  'staff/windows/[id]/words': {
    default: ({ theirs }) => [{ id: theirs.desk, fields: { phrasesJa: 'x', edition: '0' } }],
  },
  'staff/windows/new': { save: ({ theirs }) => [{ fields: aDesk(theirs.organisation) }] },
};

/** With an answer of their own (to leave where one does not stand is no fault), told no id at all, or the site's, which is nobody's. */
const OTHERWISE: Record<string, string[]> = {
  staff: ['standByAgree', 'standByDecline'],
  'staff/account': ['revoke', 'calendar', 'endCalendar'],
  'staff/account/password': ['default'],
  'staff/account/portrait': ['keep', 'remove'],
  'staff/account/second-factor': ['default'],
  'staff/calls': ['come', 'pass'],
  'staff/desk': ['enter', 'leave', 'answer', 'pass', 'end'],
  'staff/imports': ['default'],
  'staff/invitations/[token]': ['join', 'open'],
  'staff/safety': ['liftOnSite'],
  'staff/series/[id]': ['preview', 'discard', 'withdraw', 'leave'],
  'staff/series/new': ['preview', 'show', 'keep', 'discard'],
  'staff/sign-in': ['default'],
  'staff/windows/[id]': ['preview', 'leave'],
  'staff/windows/new': ['preview'],
};

const FOLDER = path.join(import.meta.dirname, '../../src/routes/(staff)');
const SERVER = '/+page.server.ts';

interface Page {
  load?: (event: never) => unknown;
  actions?: Record<string, (event: never) => unknown>;
}

const fileOf = (page: string) => `${FOLDER}/${page}${SERVER}`;
const pageAt = async (page: string) => (await import(fileOf(page))) as Page;
const acts = (page: string) => readFileSync(fileOf(page), 'utf8').includes('const actions');

const PAGES = readdirSync(FOLDER, { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith(SERVER))
  .map((file) => file.slice(0, -SERVER.length));

function eventOf({ id = '', fields = {} }: Sending, method = 'POST') {
  const body = new FormData();
  for (const [name, value] of Object.entries(fields)) body.set(name, value);
  const url = new URL('http://localhost/staff');
  const request = new Request(url, { method, ...(method === 'POST' && { body }) });
  const locals = { account: intruder };
  return {
    url,
    request,
    params: { id, token: id, window: id, contact: id },
    locals,
    setHeaders: () => undefined,
  };
}

/** The status of the answer, thrown or given. */
async function statusOf(act: (event: never) => unknown, event: object): Promise<unknown> {
  const answer = await Promise.resolve(act(event as never)).catch((thrown: unknown) => thrown);
  if (answer instanceof Error) throw answer;
  return answer && typeof answer === 'object' && 'status' in answer ? answer.status : answer;
}

const triesAt = async (organisation: string) =>
  (
    await db
      .selectFrom('audit_entries')
      .select('act')
      .where('organisation_id', '=', organisation)
      .where('account_id', '=', intruder.accountId)
      .where('act', 'like', '%.refused')
      .execute()
  ).length;

const TABLES = [
  ...[
    'accounts',
    'account_sessions',
    'attendances',
    'bans',
    'contacts',
    'contact_hand_overs',
    'danger_readings',
    'expert_questions',
    'hand_overs',
    'reports',
    'appearances',
    'application_checks',
    'applications',
  ],
  ...[
    'availabilities',
    'stand_bys',
    'consultation_limits',
    'districts',
    'imports',
    'invitations',
    'memberships',
    'namings',
  ],
  ...['occurrences', 'organisation_people', 'organisations', 'participants', 'rooms', 'series'],
  ...[
    'series_rules',
    'series_submissions',
    'series_writings',
    'shifts',
    'shift_rules',
    'shift_requests',
    'signups',
    'statements',
    'window_corrections',
    'windows',
  ],
] as const;

/** All that there is, as one text for each table. */
async function everything(): Promise<Record<string, unknown>> {
  const texts: Record<string, unknown> = {};
  for (const table of TABLES) {
    const { rows } = await sql<{ all: string }>`
      select md5(string_agg(t::text, '' order by t::text)) as all from ${sql.table(table)} t`.execute(
      db,
    );
    texts[table] = rows[0]?.all;
  }
  return texts;
}

// The same try is written once in ten minutes, and twenty of one account.
beforeEach(() => db.deleteFrom('audit_entries').execute());

/** One's own photograph and name are taken back by whoever they are of, wherever; nobody is told that there was nothing. */
const UNTOLD = ['hide', 'hidePortrait'];
/** A colleague, a member or an account that is not of one's own organisation is none there. */
const OWN_ADDRESS = ['standIn', 'standBy', 'talked', 'place', 'decline', 'roles', 'remove'];

describe.each(Object.entries(FOREIGN))('%s', (page, sends) => {
  test.each(Object.entries(sends))('?/%s changes nothing of another’s', async (name, send) => {
    const { actions } = await pageAt(page);
    const act = actions?.[name];
    if (!act) throw new Error('no such action');
    const before = await everything();
    const sendings = send({ mine, theirs });
    for (const sending of sendings) {
      await db.deleteFrom('audit_entries').execute();
      expect(await statusOf(act, eventOf(sending))).toBe(404);
      const own = OWN_ADDRESS.includes(name) && Object.values(mine).includes(sending.id ?? '');
      if (!UNTOLD.includes(name) && !own) expect(await triesAt(theirs.organisation)).toBe(1);
    }
    expect(sendings).not.toEqual([]);
    expect(await everything()).toEqual(before);
  });
});

test('no action of the pages of staff is left out', async () => {
  const known = Object.fromEntries(
    PAGES.map((page) => [
      page,
      [...Object.keys(FOREIGN[page] ?? {}), ...(OTHERWISE[page] ?? [])].toSorted(),
    ]),
  );
  const there: Record<string, string[]> = {};
  for (const page of PAGES)
    there[page] = acts(page) ? Object.keys((await pageAt(page)).actions ?? {}).toSorted() : [];
  expect(known).toEqual(there);
});

test.each([
  ['staff/series/[id]', 'series'],
  ['staff/occurrences/[id]', 'occurrence'],
  ['staff/occurrences/[id]', 'slot'],
  ['staff/windows/[id]', 'desk'],
  ['staff/districts/[id]', 'district'],
  ['staff/imports/[id]', 'list'],
  ['staff/organisations/[id]', 'organisation'],
  ['staff/applications/[id]', 'organisation'],
] as const)(
  '%s of another’s %s is not found, and its admin sees who tried',
  async (page, thing) => {
    const { load } = await pageAt(page);
    const event = eventOf({ id: theirs[thing] }, 'GET');
    expect(await statusOf(load ?? (() => undefined), event)).toBe(404);
    expect(await triesAt(theirs.organisation)).toBe(1);
  },
);

test('a list is handed in for one’s own organisation alone', async () => {
  const { actions } = await pageAt('staff/imports');
  const body = new FormData();
  body.set('kind', 'events');
  body.set('events-organisation', theirs.organisation);
  body.set('file', new File(['イベント名,開始日\r\nつどい,2099-12-05'], 'a.csv'));
  const event = eventOf({});
  const request = new Request(event.url, { method: 'POST', body });
  const before = await everything();
  expect(await statusOf(actions?.['default'] ?? (() => undefined), { ...event, request })).toBe(
    404,
  );
  expect(await triesAt(theirs.organisation)).toBe(1);
  expect(await everything()).toEqual(before);
});

test('a correction of another’s desk is not decided on one’s own', async () => {
  const { actions } = await pageAt('staff/windows/[id]');
  const fields = { correction: theirs.correction, state: 'taken_over' };
  const before = await everything();
  await statusOf(actions?.['decide'] ?? (() => undefined), eventOf({ id: mine.desk, fields }));
  expect(await everything()).toEqual(before);
});

test('one’s own desk is not given to another, nor a new series copied from theirs', async () => {
  const { actions } = await pageAt('staff/windows/[id]');
  const before = await everything();
  const given = eventOf({ id: mine.desk, fields: aDesk(theirs.organisation) });
  expect([400, 409]).toContain(await statusOf(actions?.['save'] ?? (() => undefined), given));
  expect(await everything()).toEqual(before);
  const { load } = await pageAt('staff/series/new');
  const url = new URL(`http://localhost/staff/series/new?copy=${theirs.series}`);
  expect(await statusOf(load ?? (() => undefined), { ...eventOf({}, 'GET'), url })).toBe(404);
});
