import { expect, test } from 'vitest';
import { MAY_USE } from './may-use.ts';
import { features, homeOf, isTest, sourcesBelow, type Source } from './source.ts';

/** Whose each table is: only its owner writes it. */
const TABLES: Record<string, string[]> = {
  areas: [
    'prefectures',
    'areas',
    'area_neighbours',
    'postal_prefixes',
    'districts',
    'district_areas',
    'district_towns',
  ],
  organisations: [
    'organisations',
    'applications',
    'application_checks',
    'invitations',
    'organisation_people',
    'audit_entries',
    'namings',
  ],
  accounts: ['accounts', 'account_sessions', 'memberships', 'sign_in_failures'],
  people: ['portraits', 'appearances', 'portrait_consents'],
  notices: ['push_subscriptions', 'notices'],
  participants: [
    'participants',
    'participant_sessions',
    'calendar_secrets',
    'participant_pseudonyms',
    'pseudonyms',
  ],
  windows: [
    'windows',
    'window_areas',
    'window_districts',
    'window_exceptions',
    'window_counsellors',
    'window_organisations',
    'window_corrections',
    'imported_windows',
    'hotlines',
  ],
  imports: ['imports', 'import_rows', 'import_changes'],
  duty: ['shifts', 'shift_rules', 'shift_requests', 'duty_calendars', 'told_gaps', 'leases'],
  schedule: [
    ...['series', 'series_rules', 'series_submissions', 'series_organisations', 'occurrences'],
    ...[
      'availabilities',
      'availability_hours',
      'availability_exceptions',
      'stand_bys',
      'consultation_limits',
    ],
    ...['imported_series', 'imported_identities'],
    ...['series_writings', 'host_consents'],
  ],
  signup: [
    'signups',
    'used_forms',
    'first_talks',
    'standing_signups',
    'signup_answers',
    'attendances',
    'room_codes',
  ],
  rooms: [
    ...['rooms', 'room_members', 'room_calls', 'messages', 'statements', 'bans', 'unseen_members'],
    ...['reports', 'report_lines', 'site_bans', 'barred_devices', 'hand_overs'],
  ],
  urgent: [
    ...['contacts', 'contact_events', 'contact_spans', 'offers', 'used_presses', 'consents'],
    ...['contact_hand_overs', 'callbacks', 'danger_readings', 'expert_questions'],
    ...['desk_notes', 'desk_words', 'doubts', 'safety_checks', 'talk_outcomes', 'wrap_ups'],
  ],
  platform: ['reference_data'],
};

const ownerOf = new Map(
  Object.entries(TABLES).flatMap(([owner, tables]) => tables.map((table) => [table, owner])),
);

/** The counters of an occurrence are the truth of sign-ups: one statement books and counts. */
const COUNTS = 'src/signup/queries.server.ts';

interface Use {
  table: string;
  writes: boolean;
}

const BUILDER =
  /\b(selectFrom|insertInto|recordsInserted|updateTable|deleteFrom|\w+Join|using)\(\s*(?:'|\[\s*')(\w+)/g;
const SQL = /\bsql(?:<[^`]*?>)?`[^`]*`/g;
const STATEMENT = /\b(from|join|insert into|update|delete from)\s+(\w+)/g;

/** What a file's SQL names, by Kysely's builder or as text. */
function usesOf({ text }: Source): Use[] {
  const built = [...text.matchAll(BUILDER)].map(([, verb = '', table = '']) => ({
    table,
    writes: /insert|update|delete/i.test(verb),
  }));
  const written = [...text.matchAll(SQL)].flatMap(([statement]) =>
    [...statement.matchAll(STATEMENT)].map(([, verb = '', table = '']) => ({
      table,
      writes: /insert|update|delete/.test(verb),
    })),
  );
  return [...built, ...written].filter(({ table }) => ownerOf.has(table));
}

const code = sourcesBelow('src', /\.ts$/).filter((source) => !isTest(source));

test('every table has one owner', () => {
  const ups = sourcesBelow('migrations').map(({ text }) => text.split('function down')[0] ?? '');
  const named = (statement: RegExp) =>
    ups.flatMap((text) => [...text.matchAll(statement)].map(([, table = '']) => table));
  const gone = named(/drop table (\w+)/g);
  const made = named(/create table (\w+)/g).filter((table) => !gone.includes(table));
  expect(made.filter((table) => !ownerOf.has(table))).toEqual([]);
  expect([...ownerOf.keys()].filter((table) => !made.includes(table))).toEqual([]);
});

test('a feature writes only its own tables', () => {
  const found = code.flatMap((source) =>
    usesOf(source)
      .filter(({ table, writes }) => writes && ownerOf.get(table) !== homeOf(source.file))
      .filter(({ table }) => table !== 'occurrences' || source.file !== COUNTS)
      .map(({ table }) => `${source.file} writes ${table}: call a verb of ${ownerOf.get(table)}`),
  );
  expect(found).toEqual([]);
});

test('a feature reads another one’s tables only in the allowed directions', () => {
  const found = code.flatMap((source) => {
    const home = homeOf(source.file) ?? '';
    return usesOf(source)
      .map(({ table }) => ({ table, owner: ownerOf.get(table) ?? '' }))
      .filter(({ owner }) => owner !== home && !MAY_USE[home]?.includes(owner))
      .map(({ table, owner }) => `${source.file} reads ${table}, but ${home} may not use ${owner}`);
  });
  expect(found).toEqual([]);
});

test('what is public of a series is asked by its column `shown`: states that are not public come and go', () => {
  const found = code.filter(({ text }) => /state'?,? ?(<>|'<>',) ?'draft'/.test(text));
  expect(found.map(({ file }) => file)).toEqual([]);
});

/** What ships as rows is replaced by the one who reads its file. */
const HOLDS_SQL = /(queries|reference-data)\.server\.ts$/;

test('the SQL of a feature stands in its files of queries', () => {
  const found = code.filter(
    ({ file }) => features.includes(homeOf(file) ?? '') && !HOLDS_SQL.test(file),
  );
  expect(found.filter((source) => usesOf(source).length > 0).map(({ file }) => file)).toEqual([]);
});

test('entrances have no SQL of their own', () => {
  const found = code.filter(
    ({ file }) => !features.includes(homeOf(file) ?? '') && homeOf(file) !== 'platform',
  );
  expect(found.filter((source) => usesOf(source).length > 0).map(({ file }) => file)).toEqual([]);
});

test('a rule that sees nothing would forbid nothing', () => {
  const source = (text: string) => ({ file: '', text, imports: [] });
  const seen = [
    "db.selectFrom('signups as s').innerJoin('rooms', 'a', 'b')",
    'sql<{ id: string }>`select from series s join occurrences o on true`',
    'sql`delete from messages`',
    "sql`with booked as (${recordsInserted('used_forms', rows)})`",
  ].flatMap((text) => usesOf(source(text)));
  expect(seen.map(({ table }) => table)).toEqual([
    'signups',
    'rooms',
    'series',
    'occurrences',
    'messages',
    'used_forms',
  ]);
  expect(seen.slice(-2).every(({ writes }) => writes)).toBe(true);
});
