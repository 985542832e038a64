/** TRUST P4: the order in which rows lie, and by whom they were written, tells a thief no more than chance after a night. */
import { beforeAll, describe, expect, test } from 'vitest';
import { organisationScope, type ParticipantViewer } from '#participants';
import { derivedPseudonym, forgetPerson, participantJobs } from '#participants/server';
import { days, later, now } from '#platform/clock';
import { db, sql } from '#platform/db';
import { signUp, signupTasks } from '#signup/server';
import { HOLDINGS, TIMELESS } from '../../src/forgetting.server.ts';
import { runDue } from '../support/due.ts';
import { anOrganisation } from '../support/organisations.ts';
import { anOccurrence, aSeries } from '../support/schedule.ts';
import { filledForm, signedUp } from '../support/signup.ts';

const PEOPLE = 200;
type Order = 'ctid' | 'xmin';

/** As rows lie on the disk, or as transactions wrote them. */
const by = (order: Order) => (order === 'ctid' ? sql`ctid` : sql`xmin::text::bigint, ctid`);

const night = () =>
  participantJobs(HOLDINGS, TIMELESS)
    .find(({ name }) => name === 'participants.forget-order')
    ?.run();

async function anEvening() {
  const organisation_id = await anOrganisation();
  const id = await anOccurrence({
    series_id: await aSeries({ organisation_id, capacity: PEOPLE }),
    starts_at: later(now(), days(3)),
    capacity: PEOPLE,
  });
  return { id, organisation_id };
}

describe('of people who sign up at one organisation and then at another', () => {
  let people: { viewer: ParticipantViewer; here: string; there: string }[];

  beforeAll(async () => {
    const [here, there] = [await anEvening(), await anEvening()];
    people = [];
    for (let n = 0; n < PEOPLE; n += 1) {
      const { viewer } = await signedUp(here.id);
      await signUp(viewer, filledForm(there.id));
      const faceAt = ({ organisation_id }: typeof here) =>
        derivedPseudonym(viewer, organisationScope(organisation_id));
      people.push({ viewer, here: faceAt(here), there: faceAt(there) });
    }
  });

  /** Lays two tables beside each other. */
  async function facesGuessed(order: Order): Promise<number> {
    const { rows: known } = await sql<{ id: string }>`
      select participant_id as id from participant_pseudonyms order by ${by(order)}`.execute(db);
    const { rows: faces } = await sql<{ face: string }>`
      select pseudonym as face from pseudonyms order by ${by(order)}`.execute(db);
    const own = new Set(
      people.flatMap(({ viewer, here, there }) =>
        [here, there].map((face) => `${viewer.participantId} ${face}`),
      ),
    );
    return known.filter(({ id }, n) => own.has(`${id} ${faces[n]?.face}`)).length;
  }

  /** Takes whatever lies next to a sign-up for the same person's other one. */
  async function othersGuessed(order: Order): Promise<number> {
    const { rows } = await sql<{ face: string; next: string }>`
      select pseudonym as face, lead(pseudonym) over (order by ${by(order)}) as next from signups`.execute(
      db,
    );
    const next = new Map(rows.map((row) => [row.face, row.next]));
    return people.filter(({ here, there }) => next.get(here) === there).length;
  }

  /** Takes whoever came to one date as the fifth for who came to the other as the fifth. */
  async function guessedByNumber(): Promise<number> {
    const { rows } = await sql<{ here: string; there: string }>`
      select a.pseudonym as here, b.pseudonym as there
      from signups a join signups b on a.queue_no = b.queue_no and a.pseudonym <> b.pseudonym`.execute(
      db,
    );
    const pairs = new Set(rows.map(({ here, there }) => `${here} ${there}`));
    return people.filter(({ here, there }) => pairs.has(`${here} ${there}`)).length;
  }

  const guessed = async () => ({
    faces: await Promise.all([facesGuessed('ctid'), facesGuessed('xmin')]),
    others: await Promise.all([othersGuessed('ctid'), othersGuessed('xmin')]),
  });

  test('all are recognised before the night, and no more than by chance after it', async () => {
    expect(await guessed()).toEqual({
      faces: [2 * PEOPLE, 2 * PEOPLE],
      others: [PEOPLE, PEOPLE],
    });
    await night();
    const after = await guessed();
    // Two are right by chance; thirteen once in ten millions.
    for (const right of [...after.faces, ...after.others]) expect(right).toBeLessThanOrEqual(12);
  });

  test('who came first is known until the date is over, and to nobody after it', async () => {
    const forget = (at: Date) => runDue(signupTasks, 'who-came-first', at);
    await forget(later(now(), days(3)));
    expect(await guessedByNumber()).toBe(PEOPLE);
    await forget(later(now(), days(4)));
    expect(await guessedByNumber()).toBe(0);
  });

  test('nor by the rows of who came after others had gone, which lie where those lay', async () => {
    for (const { viewer } of people.splice(0, 60)) await forgetPerson(viewer, HOLDINGS);
    await sql`vacuum signups`.execute(db);
    await night();
    const after = await guessed();
    for (const right of [...after.faces, ...after.others]) expect(right).toBeLessThanOrEqual(12);
  });
});

test('while a table is written anew its people come and go', async () => {
  const evening = await anEvening();
  const held = await Promise.all(Array.from({ length: 20 }, () => signedUp(evening.id)));
  const [, ...answers] = await Promise.all([
    night(),
    ...Array.from({ length: 20 }, () => signedUp(evening.id)),
    ...held.map(({ viewer }) => forgetPerson(viewer, HOLDINGS)),
  ]);
  expect(answers).toHaveLength(40);
  const { taken } = await db
    .selectFrom('occurrences')
    .select('taken')
    .where('id', '=', evening.id)
    .executeTakeFirstOrThrow();
  expect(taken).toBe(20);
});

test('a table of more rows than are written at once is written whole', async () => {
  await sql`insert into pseudonyms
    select gen_random_uuid(), ${organisationScope('00000000-0000-4000-8000-000000000001')}::text, '\\x00'
    from generate_series(1, 2500)`.execute(db);
  const newest = async () => {
    const { rows } = await sql<{ at: number }>`
      select max(xmin::text::bigint)::int as at from pseudonyms`.execute(db);
    return rows[0]?.at ?? 0;
  };
  const before = await newest();
  await night();
  const { rows } = await sql<{ untouched: number }>`
    select count(*)::int as untouched from pseudonyms where xmin::text::bigint <= ${before}`.execute(
    db,
  );
  expect(rows).toEqual([{ untouched: 0 }]);
});

/** Tables of which each row says itself when it came, or whose rows live for minutes: their order tells nothing more. */
const SAYS_WHEN: Record<string, string> = {
  callbacks: 'set_at',
  consents: 'given_at',
  contact_events: 'at',
  contact_hand_overs: 'contacts.created_at',
  contact_spans: 'contacts.created_at',
  contacts: 'created_at',
  danger_readings: 'read_at',
  desk_notes: 'at',
  doubts: 'said_at',
  expert_questions: 'asked_at',
  messages: 'sent_at',
  offers: 'offered_at',
  room_calls: 'called_at',
  room_presence: 'renewed_at',
  hand_overs: 'rooms.created_at',
  report_lines: 'sent_at',
  reports: 'reported_at',
  rooms: 'created_at',
  safety_checks: 'at',
  statements: 'written_at',
  used_forms: 'due_at',
  used_presses: 'due_at',
  wrap_ups: 'over_at',
};

test('every table that leads to a person forgets the order of its rows, or says itself when each came', async () => {
  const { rows } = await sql<{ name: string }>`
    with recursive leads as (
      select oid from pg_class where oid in ('participants'::regclass, 'pseudonyms'::regclass)
      union select conrelid from pg_constraint join leads on confrelid = leads.oid where contype = 'f')
    select oid::regclass::text as name from leads order by 1`.execute(db);
  const advice =
    'name it in TIMELESS (src/forgetting.server.ts), or here with the column that says when';
  const known = [...TIMELESS, ...Object.keys(SAYS_WHEN)];
  expect(
    rows.map(({ name }) => name).filter((name) => !known.includes(name)),
    advice,
  ).toEqual([]);
  expect(TIMELESS.filter((name) => SAYS_WHEN[name])).toEqual([]);
  for (const [table, column] of Object.entries(SAYS_WHEN)) {
    const [home, name] = column.includes('.') ? column.split('.') : [table, column];
    const { rows: found } = await sql`
      select from information_schema.columns where table_name = ${home} and column_name = ${name}
        and data_type = 'timestamp with time zone'`.execute(db);
    expect(found, `${table} has no ${column}`).toHaveLength(1);
  }
});

test('no number is drawn for the whole portal that would tell who came one after the other', async () => {
  const { rows } = await sql<{ name: string }>`
    select table_name as name from information_schema.columns
    where table_schema = 'public' and (is_identity = 'YES' or column_default like 'nextval%')`.execute(
    db,
  );
  // The log of staff's acts, each with its instant.
  expect(rows).toEqual([{ name: 'audit_entries' }]);
});

test('until when a device is known tells only the hour in which it came', async () => {
  const { rows } = await sql<{ exact: number }>`
    select count(*)::int as exact from participant_sessions
    where expires_at <> date_trunc('hour', expires_at)`.execute(db);
  expect(rows).toEqual([{ exact: 0 }]);
});
