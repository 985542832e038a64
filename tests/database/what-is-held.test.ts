/**
 * What is held of whoever uses the portal without a name: each column is told of on the page on privacy or tells nothing
 * of anybody, and has a limit: the purge that deletes it, or whose end it shares.
 */
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { db, sql } from '#platform/db';
import { m } from '#paraglide/messages';
import { PURGES } from '../../src/timers.server.ts';

const NOTHING_MORE = 'ties rows together, or says how the act stands';
type Told = ((days: never) => string) | typeof NOTHING_MORE;

const WITH_THE_PERSON =
  'goes with the person, whom participants.forget-idle and 「すべて消す」 delete';
const AS_A_COUNT = 'is counted, and leads to nobody';
const WITH_THE_ROOM = 'old-rooms';
const WITH_THE_CONTACT_S_WORDS = 'old-words';
const HANDED_ON = 'is handed on within seconds and then deleted';
const WITH_THE_TALK = 'stands beside a talk under way, and goes when it changes hands or ends';
const UNTIL_THE_TIME = 'goes when its time comes, or is dropped';
const REASONS = [WITH_THE_PERSON, AS_A_COUNT, HANDED_ON, WITH_THE_TALK, UNTIL_THE_TIME];

interface Held {
  /** The purge's name, or the reason why there is none of its own. */
  until: string;
  /** Column → the sentence of `/privacy` that tells of it, and its own limit where it differs. */
  columns: Record<string, Told | [Told, string]>;
}

const HELD: Record<string, Held> = {
  participants: {
    until: 'participants.forget-idle',
    columns: {
      id: NOTHING_MORE,
      phrase_bucket: m.privacy_kept_phrase_term,
      phrase_hash: m.privacy_kept_phrase_term,
      phrase_noted: NOTHING_MORE,
      kept_by_staff: m.privacy_kept_phone,
      last_used_on: m.privacy_kept_days,
      barred_until: m.privacy_gone_kept_out,
    },
  },
  participant_sessions: {
    until: 'device-sessions',
    columns: {
      id_hash: m.privacy_device_token_term,
      participant_id: NOTHING_MORE,
      expires_at: m.privacy_device_token_term,
      remembered: m.privacy_device_token_term,
    },
  },
  calendar_secrets: {
    until: WITH_THE_PERSON,
    columns: {
      participant_id: NOTHING_MORE,
      secret_hash: m.privacy_kept_calendar,
      titles: m.privacy_kept_calendar,
    },
  },
  pseudonyms: {
    until: WITH_THE_PERSON,
    columns: {
      pseudonym: m.privacy_reader_others,
      scope: m.privacy_reader_others,
      sealed_participant: m.privacy_reader_operator,
    },
  },
  participant_pseudonyms: {
    until: WITH_THE_PERSON,
    columns: { participant_id: NOTHING_MORE, sealed_pseudonym: m.privacy_reader_operator },
  },
  signups: {
    until: WITH_THE_PERSON,
    columns: {
      id: NOTHING_MORE,
      occurrence_id: NOTHING_MORE,
      pseudonym: NOTHING_MORE,
      nickname: [m.privacy_kept_signup, 'old-names'],
      party_size: m.privacy_kept_signup,
      way: m.privacy_kept_signup,
      message: [m.privacy_kept_signup, 'old-names'],
      state: m.privacy_gone_signup,
      queue_no: [m.privacy_kept_signup, 'who-came-first'],
      created_at: m.privacy_kept_signup,
      seen_sequence: m.privacy_kept_seen,
      place_unread: m.privacy_kept_seen,
      given_back: [m.privacy_gone_kept_out, 'old-names'],
      by_phone: m.privacy_kept_phone,
    },
  },
  signup_answers: {
    until: 'old-answers',
    columns: {
      signup_id: NOTHING_MORE,
      position: NOTHING_MORE,
      asked: m.privacy_kept_answers,
      answer: m.privacy_kept_answers,
    },
  },
  first_talks: { until: WITH_THE_PERSON, columns: { pseudonym: m.privacy_kept_talked } },
  standing_signups: {
    until: WITH_THE_PERSON,
    columns: {
      series_id: m.privacy_kept_every,
      pseudonym: NOTHING_MORE,
      number: NOTHING_MORE,
      nickname: m.privacy_kept_every,
      party_size: m.privacy_kept_every,
      way: m.privacy_kept_every,
      message: m.privacy_kept_every,
    },
  },
  bans: {
    until: 'bans-over',
    columns: {
      id: NOTHING_MORE,
      scope: NOTHING_MORE,
      pseudonym: NOTHING_MORE,
      nickname: m.privacy_gone_kept_out,
      reason: m.privacy_gone_kept_out,
      made_by: NOTHING_MORE,
      since: m.privacy_gone_kept_out,
      until: m.privacy_gone_kept_out,
    },
  },
  barred_devices: {
    until: 'bans-over',
    columns: {
      mark: m.privacy_gone_kept_out,
      ban_id: NOTHING_MORE,
      site_ban_id: NOTHING_MORE,
    },
  },
  site_bans: {
    until: 'bans-over',
    columns: {
      id: NOTHING_MORE,
      organisation_id: NOTHING_MORE,
      pseudonym: NOTHING_MORE,
      nickname: m.privacy_gone_kept_out,
      made_by: NOTHING_MORE,
      since: m.privacy_gone_kept_out,
      until: m.privacy_gone_kept_out,
      lifted_at: m.privacy_gone_kept_out,
      lifted_by: NOTHING_MORE,
      lifted_because: m.privacy_gone_kept_out,
    },
  },
  used_forms: {
    until: 'used-forms',
    columns: {
      form_hash: NOTHING_MORE,
      signup_id: NOTHING_MORE,
      due_at: NOTHING_MORE,
    },
  },
  used_presses: {
    until: 'used-presses',
    columns: { form_hash: NOTHING_MORE, contact_id: NOTHING_MORE, due_at: NOTHING_MORE },
  },
  contacts: {
    until: AS_A_COUNT,
    columns: {
      id: NOTHING_MORE,
      pseudonym: [NOTHING_MORE, WITH_THE_CONTACT_S_WORDS],
      nickname: [m.privacy_kept_talk, WITH_THE_CONTACT_S_WORDS],
      pref_code: m.privacy_kept_talk,
      code5: m.privacy_kept_talk,
      method: NOTHING_MORE,
      language: m.privacy_kept_talk,
      wish: m.privacy_kept_talk,
      answer_by: NOTHING_MORE,
      reminded_at: NOTHING_MORE,
      first_words: [m.privacy_kept_talk, WITH_THE_CONTACT_S_WORDS],
      state: NOTHING_MORE,
      route: [m.privacy_kept_talk, WITH_THE_CONTACT_S_WORDS],
      stage: NOTHING_MORE,
      stage_due_at: NOTHING_MORE,
      later_until: m.privacy_kept_doubt,
      lost_at: [m.privacy_kept_talk, 'old-contact-logs'],
      owner_account_id: m.privacy_kept_talk,
      owner_window_id: m.privacy_kept_talk,
      answered_at: [m.privacy_kept_talk, 'old-contact-logs'],
      seen_at: [m.privacy_kept_talk, 'old-contact-logs'],
      due_at: NOTHING_MORE,
      version: NOTHING_MORE,
      created_at: [m.privacy_kept_talk, 'old-contact-logs'],
      ended_at: [m.privacy_kept_talk, 'old-contact-logs'],
    },
  },
  contact_events: {
    until: 'old-contact-logs',
    columns: {
      contact_id: NOTHING_MORE,
      no: NOTHING_MORE,
      at: m.privacy_gone_talk,
      kind: m.privacy_gone_talk,
      account_id: m.privacy_gone_talk,
      details: m.privacy_gone_talk,
    },
  },
  offers: {
    until: 'old-contact-logs',
    columns: {
      id: NOTHING_MORE,
      contact_id: NOTHING_MORE,
      account_id: m.privacy_gone_talk,
      window_id: m.privacy_gone_talk,
      purpose: m.privacy_gone_talk,
      stage: NOTHING_MORE,
      state: m.privacy_gone_talk,
      offered_at: m.privacy_gone_talk,
      closed_at: m.privacy_gone_talk,
    },
  },
  consents: {
    until: 'old-contact-logs',
    columns: {
      id: NOTHING_MORE,
      contact_id: NOTHING_MORE,
      room_id: m.privacy_kept_passed,
      up_to_seq: NOTHING_MORE,
      from_window_id: m.privacy_kept_passed,
      window_id: m.privacy_kept_passed,
      account_id: m.privacy_kept_passed,
      given_at: m.privacy_kept_passed,
      until: m.privacy_kept_passed,
      withdrawn_at: m.privacy_kept_passed,
    },
  },
  callbacks: {
    until: UNTIL_THE_TIME,
    columns: {
      contact_id: NOTHING_MORE,
      window_id: m.privacy_kept_talk,
      meets_at: m.privacy_kept_talk,
      set_by: NOTHING_MORE,
      set_at: NOTHING_MORE,
    },
  },
  contact_hand_overs: {
    until: WITH_THE_TALK,
    columns: {
      contact_id: NOTHING_MORE,
      id: NOTHING_MORE,
      window_id: m.privacy_kept_passed,
      account_id: m.privacy_kept_passed,
      state: NOTHING_MORE,
      stands_until: NOTHING_MORE,
      meets_at: m.privacy_kept_talk,
      up_to_seq: NOTHING_MORE,
      days: m.privacy_kept_passed,
    },
  },
  expert_questions: {
    until: 'old-contact-logs',
    columns: {
      id: NOTHING_MORE,
      contact_id: NOTHING_MORE,
      organisation_id: NOTHING_MORE,
      asked_by: m.privacy_kept_experts,
      field: m.privacy_kept_experts,
      team_pref_code: m.privacy_kept_experts,
      question: m.privacy_kept_experts,
      asked_at: m.privacy_kept_experts,
      answer: m.privacy_kept_experts,
      answered_by: m.privacy_kept_experts,
      answered_at: m.privacy_kept_experts,
    },
  },
  danger_readings: {
    until: 'old-contact-logs',
    columns: {
      id: NOTHING_MORE,
      contact_id: NOTHING_MORE,
      organisation_id: m.privacy_kept_danger,
      account_id: m.privacy_kept_danger,
      danger: m.privacy_kept_danger,
      reason: m.privacy_kept_danger,
      up_to_seq: NOTHING_MORE,
      read_at: m.privacy_kept_danger,
      seen_by: m.privacy_kept_danger,
    },
  },
  doubts: {
    until: 'doubts',
    columns: {
      ...{ contact_id: NOTHING_MORE, organisation_id: NOTHING_MORE, lapses_at: NOTHING_MORE },
      ...{ reason: m.privacy_kept_doubt, said_by: m.privacy_kept_doubt },
      ...{ said_at: m.privacy_kept_doubt, confirmed_by: m.privacy_kept_doubt },
    },
  },
  wrap_ups: {
    until: 'wrap-ups',
    columns: {
      ...{ contact_id: NOTHING_MORE, account_id: NOTHING_MORE },
      ...{ window_id: NOTHING_MORE, over_at: NOTHING_MORE, consent_id: NOTHING_MORE },
    },
  },
  desk_notes: {
    until: 'old-contact-logs',
    columns: {
      ...{ id: NOTHING_MORE, contact_id: NOTHING_MORE, organisation_id: NOTHING_MORE },
      ...{ account_id: m.privacy_kept_note, text: m.privacy_kept_note, at: m.privacy_kept_note },
      after_seq: NOTHING_MORE,
    },
  },
  safety_checks: {
    until: 'old-contact-logs',
    columns: {
      ...{ contact_id: NOTHING_MORE, organisation_id: NOTHING_MORE, item: m.privacy_kept_note },
      ...{ account_id: m.privacy_kept_note, at: m.privacy_kept_note },
    },
  },
  contact_spans: {
    until: 'old-contact-logs',
    columns: {
      id: NOTHING_MORE,
      contact_id: NOTHING_MORE,
      organisation_id: m.privacy_reader_desk,
      account_id: m.privacy_reader_desk,
      from_seq: m.privacy_reader_desk,
      held: NOTHING_MORE,
      to_seq: m.privacy_reader_desk,
    },
  },
  rooms: {
    until: WITH_THE_ROOM,
    columns: {
      id: NOTHING_MORE,
      occurrence_id: NOTHING_MORE,
      contact_id: NOTHING_MORE,
      scope: NOTHING_MORE,
      title: NOTHING_MORE,
      state: NOTHING_MORE,
      seq: NOTHING_MORE,
      ends_at: NOTHING_MORE,
      closed_at: m.privacy_gone_room,
      created_at: NOTHING_MORE,
      slow_seconds: NOTHING_MORE,
      ending: NOTHING_MORE,
      proposed_seq: NOTHING_MORE,
      one_to_one: NOTHING_MORE,
    },
  },
  room_members: {
    until: WITH_THE_ROOM,
    columns: {
      id: NOTHING_MORE,
      room_id: m.privacy_kept_room,
      pseudonym: NOTHING_MORE,
      account_id: NOTHING_MORE,
      nickname: m.privacy_kept_room,
      role: NOTHING_MORE,
      part: NOTHING_MORE,
      reads_after: NOTHING_MORE,
      removed_at: m.privacy_kept_room,
      barred: m.privacy_kept_room,
      wrote_at: NOTHING_MORE,
      paced_until: NOTHING_MORE,
      muted_at: m.privacy_kept_room,
      cannot_hear: NOTHING_MORE,
      cannot_hear_since: NOTHING_MORE,
      missed_after: NOTHING_MORE,
    },
  },
  room_presence: {
    until: 'room-presence',
    columns: {
      connection: NOTHING_MORE,
      room_id: NOTHING_MORE,
      member_id: NOTHING_MORE,
      renewed_at: NOTHING_MORE,
      unstable: NOTHING_MORE,
      cut_at: NOTHING_MORE,
      returned_at: NOTHING_MORE,
    },
  },
  messages: {
    until: WITH_THE_ROOM,
    columns: {
      room_id: NOTHING_MORE,
      seq: NOTHING_MORE,
      author_id: m.privacy_kept_room,
      client_id: NOTHING_MORE,
      kind: NOTHING_MORE,
      body: m.privacy_kept_room,
      sent_at: m.privacy_kept_room,
      hidden_at: m.privacy_kept_room,
      stands_after: NOTHING_MORE,
    },
  },
  unseen_members: {
    until: WITH_THE_ROOM,
    columns: { room_id: NOTHING_MORE, member_id: NOTHING_MORE, unseen_id: NOTHING_MORE },
  },
  reports: {
    until: 'old-reports',
    columns: {
      id: NOTHING_MORE,
      organisation_id: NOTHING_MORE,
      room_id: NOTHING_MORE,
      room_title: NOTHING_MORE,
      seq: NOTHING_MORE,
      once: NOTHING_MORE,
      reporter: NOTHING_MORE,
      desk_room_id: NOTHING_MORE,
      reported_pseudonym: NOTHING_MORE,
      reported_account_id: NOTHING_MORE,
      reported_nickname: m.privacy_gone_report,
      why: m.privacy_gone_report,
      words: m.privacy_gone_report,
      reported_at: m.privacy_gone_report,
      outcome: NOTHING_MORE,
      decided_at: NOTHING_MORE,
      site_outcome: NOTHING_MORE,
      site_decided_at: NOTHING_MORE,
    },
  },
  report_lines: {
    until: 'old-reports',
    columns: {
      report_id: NOTHING_MORE,
      seq: NOTHING_MORE,
      nickname: m.privacy_gone_report,
      host: NOTHING_MORE,
      part: NOTHING_MORE,
      body: m.privacy_gone_report,
      sent_at: m.privacy_gone_report,
      hidden: NOTHING_MORE,
    },
  },
  statements: {
    until: WITH_THE_ROOM,
    columns: {
      id: NOTHING_MORE,
      room_id: NOTHING_MORE,
      author_id: m.privacy_kept_room,
      client_id: NOTHING_MORE,
      stands_after: NOTHING_MORE,
      body: m.privacy_kept_room,
      state: NOTHING_MORE,
      written_at: m.privacy_kept_room,
      answer: NOTHING_MORE,
    },
  },
  room_calls: {
    until: WITH_THE_ROOM,
    columns: {
      id: NOTHING_MORE,
      room_id: NOTHING_MORE,
      account_id: m.privacy_kept_call,
      nickname: m.privacy_kept_call,
      called_by: m.privacy_kept_call,
      called_at: m.privacy_kept_call,
      called_seq: NOTHING_MORE,
      opened_at: m.privacy_kept_call,
      due_at: NOTHING_MORE,
      state: m.privacy_kept_call,
      closed_at: m.privacy_kept_call,
    },
  },
  push_subscriptions: {
    until: 'silent-devices',
    columns: {
      id: NOTHING_MORE,
      participant_id: NOTHING_MORE,
      account_id: NOTHING_MORE,
      session_hash: NOTHING_MORE,
      endpoint_hash: m.privacy_kept_notices,
      sealed_device: m.privacy_kept_notices,
      wants_openings: m.privacy_kept_notices,
      seen_on: m.privacy_kept_notices,
      due_at: m.privacy_kept_notices,
      again_at: m.privacy_kept_notices,
      tries: NOTHING_MORE,
    },
  },
  notices: {
    until: HANDED_ON,
    columns: {
      id: NOTHING_MORE,
      sealed_recipient: m.privacy_kept_notices,
      due_at: m.privacy_kept_notices,
    },
  },
  window_corrections: {
    until: 'old-corrections',
    columns: {
      id: NOTHING_MORE,
      window_id: NOTHING_MORE,
      suggestion: m.privacy_kept_correction,
      suggested_at: m.privacy_kept_correction,
      state: NOTHING_MORE,
      decided_at: m.privacy_kept_correction_term,
      decided_by: NOTHING_MORE,
      answer: NOTHING_MORE,
    },
  },
  audit_entries: {
    until: 'old-records',
    columns: {
      id: NOTHING_MORE,
      at: m.privacy_staff_gone,
      account_id: m.privacy_staff_gone,
      organisation_id: NOTHING_MORE,
      act: m.privacy_staff_gone,
      subject: m.privacy_staff_gone,
      details: m.privacy_staff_gone,
      kept_from: NOTHING_MORE,
    },
  },
};

/** Tables with nothing of whoever uses the portal without a name. */
const OF_NO_SUCH_PERSON = `
  areas area_neighbours prefectures postal_prefixes districts district_areas district_towns hotlines reference_data
  accounts account_sessions memberships sign_in_failures invitations leases shifts shift_rules shift_requests duty_calendars told_gaps
  appearances portraits portrait_consents host_consents organisation_people
  organisations applications application_checks namings
  series series_organisations series_rules series_submissions series_writings occurrences
  stand_bys consultation_limits availabilities availability_exceptions availability_hours
  imports import_rows import_changes imported_identities imported_series imported_windows
  windows window_areas window_counsellors window_districts window_exceptions window_organisations
  hand_overs attendances room_codes desk_words talk_outcomes
  kysely_migration kysely_migration_lock`
  .trim()
  .split(/\s+/);

async function columnsOfTables(): Promise<{ tableName: string; columnName: string }[]> {
  const { rows } = await sql<{ tableName: string; columnName: string }>`
    select c.table_name as "tableName", c.column_name as "columnName"
    from information_schema.columns c join information_schema.tables t using (table_schema, table_name)
    where table_schema = 'public' and t.table_type = 'BASE TABLE'`.execute(db);
  return rows;
}

test('every table either holds something of a person, with a limit, or is known to hold nothing', async () => {
  const tables = new Set((await columnsOfTables()).map(({ tableName }) => tableName));
  const unknown = [...tables].filter((table) => !HELD[table] && !OF_NO_SUCH_PERSON.includes(table));
  const advice = `${unknown.join(', ')}: does it hold anything that an anonymous person wrote, or that staff did to them? If
    so add it to HELD with the sentences of /privacy and the purge that ends it (a due task or slow job with purges: true),
    and let the feature's Holding in src/forgetting.server.ts delete what is one person's; if not, to OF_NO_SUCH_PERSON`;
  expect(unknown, advice).toEqual([]);
  const gone = [...Object.keys(HELD), ...OF_NO_SUCH_PERSON].filter((table) => !tables.has(table));
  expect(gone, 'listed here, but in no database any more').toEqual([]);
});

test('every column that holds something of a person is told of on the page on privacy', async () => {
  const present = (await columnsOfTables())
    .filter(({ tableName }) => HELD[tableName])
    .map(({ tableName, columnName }) => `${tableName}.${columnName}`);
  const told = Object.entries(HELD).flatMap(([table, { columns }]) =>
    Object.keys(columns).map((column) => `${table}.${column}`),
  );
  const advice =
    'say in HELD which sentence of /privacy tells of the column, or that it tells nothing of anybody';
  expect(present.filter((column) => !told.includes(column)).sort(), advice).toEqual([]);
  expect(told.filter((column) => !present.includes(column))).toEqual([]);
});

test('of a person there are at most eight columns, and no instant of what they did', async () => {
  const { rows } = await sql<{ name: string; type: string }>`
    select column_name as name, data_type as type from information_schema.columns
    where table_name = 'participants'`.execute(db);
  expect(rows.length).toBeLessThanOrEqual(8);
  // Until when the operator keeps somebody out is no act of theirs.
  const instants = rows.filter(({ type, name }) => /time/.test(type) && name !== 'barred_until');
  expect(instants).toEqual([]);
});

test('every such sentence stands on the page on privacy, with its number from the code', () => {
  const page = readFileSync('src/routes/(public)/privacy/+page.svelte', 'utf8');
  const sentences = Object.values(HELD).flatMap(({ columns }) =>
    Object.values(columns).map((column) => (Array.isArray(column) ? column[0] : column)),
  );
  const keys = Object.entries(m).flatMap(([key, sentence]) =>
    (sentences as unknown[]).includes(sentence) ? [key] : [],
  );
  expect(keys.length).toBeGreaterThan(20);
  expect(keys.filter((key) => !page.includes(`m.${key}(`))).toEqual([]);
});

test('every limit is a purge that runs, also after a restore, or a reason', () => {
  const limits = Object.values(HELD).flatMap(({ until, columns }) => [
    until,
    ...Object.values(columns).flatMap((column) => (Array.isArray(column) ? [column[1]] : [])),
  ]);
  const known = [...PURGES.map(({ name }) => name), ...REASONS];
  expect(limits.filter((limit) => !known.includes(limit))).toEqual([]);
});
