/** Sign-ups and used forms. Of `occurrences` only the counters of places, which are this feature's truth. */
import type { Insertable } from 'kysely';
import {
  anyOf,
  asJson,
  recordsInserted,
  sql,
  type Database,
  type DB,
  type StatementPart,
} from '#platform/db';
import type { Pseudonym } from '#participants';
import type { SignupId, SignupState } from './index.ts';
import type { Counters, Way } from './places.ts';
import type { Details } from './form/input.ts';

/** The counters as they have become. */
export const changeCounters = (
  db: Database,
  occurrenceId: string,
  by: { taken?: number; waiting?: number },
) =>
  db
    .updateTable('occurrences')
    .set((eb) => ({
      taken: eb('taken', '+', by.taken ?? 0),
      waiting: eb('waiting', '+', by.waiting ?? 0),
    }))
    .where('id', '=', occurrenceId)
    .returning(['id', 'capacity', 'taken', 'waiting'])
    .executeTakeFirstOrThrow();

export interface SignupRow extends Details {
  id: SignupId;
  occurrenceId: string;
  pseudonym: Pseudonym;
  state: SignupState;
  /** Of the date's `sequence`: how far the person has read. */
  seenSequence: number;
  /** That a place came from the queue, or was given back for them. */
  placeUnread: boolean;
  /** Not by themselves: they are kept out. */
  givenBack: boolean;
  /** Entered by staff for somebody who phoned. */
  byPhone: boolean;
}

export const selectSignups = (db: Database) =>
  db
    .selectFrom('signups')
    .select([
      'id',
      'occurrence_id as occurrenceId',
      'pseudonym',
      'nickname',
      'party_size as partySize',
      'way',
      'message',
      'state',
      'seen_sequence as seenSequence',
      'place_unread as placeUnread',
      'given_back as givenBack',
      'by_phone as byPhone',
    ])
    // Ids are made by the database; `way` and `state` are held by CHECK constraints.
    .$narrowType<{ id: SignupId; pseudonym: Pseudonym; way: Way; state: SignupState }>();

/** The sign-ups with their forms, the counters of their occurrences as they have become, and the people whom no row knows yet. */
export async function insertBooked(
  db: Database,
  rows: {
    people?: StatementPart;
    occurrences: (Counters & { id: string })[];
    signups: Insertable<DB['signups']>[];
    forms: Insertable<DB['used_forms']>[];
  },
): Promise<void> {
  const counters = rows.occurrences.map(({ id, taken, waiting, nextQueueNo: next_queue_no }) => ({
    id,
    taken,
    waiting,
    next_queue_no,
  }));
  const ids = counters.map(({ id }) => id);
  await sql`
    with ${rows.people ? sql`${rows.people},` : sql``}
    counted as (
      update occurrences o
      set taken = c.taken, waiting = c.waiting, next_queue_no = c.next_queue_no
      from json_to_recordset(${asJson(counters)}::json) as c (id uuid, taken int, waiting int, next_queue_no int)
      where o.id = c.id and o.id = ${anyOf(ids)}),
    booked as (${recordsInserted('signups', rows.signups)})
    ${recordsInserted('used_forms', rows.forms)}`.execute(db);
}

export const findSignup = (db: Database, id: string): Promise<SignupRow | undefined> =>
  selectSignups(db).where('id', '=', id).executeTakeFirst();

export const findLiveSignup = (
  db: Database,
  occurrenceId: string,
  pseudonym: Pseudonym,
): Promise<SignupRow | undefined> =>
  selectSignups(db)
    .where('occurrence_id', '=', occurrenceId)
    .where('pseudonym', '=', pseudonym)
    .where('state', '<>', 'cancelled')
    .executeTakeFirst();

/** What these faces have standing at these dates. */
export const listLiveOf = (
  db: Database,
  faces: Pseudonym[],
  occurrenceIds: string[],
): Promise<SignupRow[]> =>
  selectSignups(db)
    .where((eb) => eb('pseudonym', '=', eb.fn.any(eb.val(faces))))
    .where((eb) => eb('occurrence_id', '=', eb.fn.any(eb.val(occurrenceIds))))
    .where('state', '<>', 'cancelled')
    .execute();

export const listSignupsOf = async (db: Database, pseudonyms: Pseudonym[]): Promise<SignupRow[]> =>
  pseudonyms.length === 0 ? [] : selectSignups(db).where('pseudonym', 'in', pseudonyms).execute();

export const listLiveSignups = (db: Database, occurrenceId: string): Promise<SignupRow[]> =>
  selectSignups(db)
    .where('occurrence_id', '=', occurrenceId)
    .where('state', '<>', 'cancelled')
    .orderBy('state')
    .orderBy('queue_no')
    // Once the date is over nobody came first.
    .orderBy('id')
    .execute();

export const listWaiting = (db: Database, occurrenceId: string): Promise<SignupRow[]> =>
  selectSignups(db)
    .where('occurrence_id', '=', occurrenceId)
    .where('state', '=', 'waiting')
    .orderBy('queue_no')
    .execute();

/** How many stand before each of those who wait, itself counted: "3番目". */
export const listPositions = async (
  db: Database,
  ids: SignupId[],
): Promise<Map<SignupId, number>> => {
  if (ids.length === 0) return new Map();
  const { rows } = await sql<{ id: SignupId; position: number }>`
    select g.id, (select count(*)::int from signups w
      where w.occurrence_id = g.occurrence_id and w.state = 'waiting' and w.queue_no <= g.queue_no) as position
    from signups g where g.id = ${anyOf(ids)} and g.state = 'waiting'`.execute(db);
  return new Map(rows.map(({ id, position }) => [id, position]));
};

/** Coming occurrences with free places though somebody waits. */
export const listWaitedForAndFree = async (db: Database, at: Date): Promise<string[]> =>
  (
    await db
      .selectFrom('occurrences')
      .select('id')
      .where('state', '=', 'scheduled')
      .where('starts_at', '>', at)
      .where('waiting', '>', 0)
      .where((eb) => eb.or([eb('capacity', 'is', null), eb('taken', '<', eb.ref('capacity'))]))
      .execute()
  ).map(({ id }) => id);

export const updateSignup = async (db: Database, id: SignupId, to: Details): Promise<void> =>
  void (await db
    .updateTable('signups')
    .set({ nickname: to.nickname, party_size: to.partySize, way: to.way, message: to.message })
    .where('id', '=', id)
    .execute());

/** From the queue to a place: its person has still to read of it. */
export const confirmSignup = async (db: Database, id: SignupId): Promise<void> =>
  void (await db
    .updateTable('signups')
    .set({ state: 'confirmed', place_unread: true })
    .where('id', '=', id)
    .execute());

/** By its person, who knows; or given back for them, of which they have still to read. */
export const endSignup = async (
  db: Database,
  id: SignupId,
  { givenBack }: { givenBack: boolean },
): Promise<void> =>
  void (await db
    .updateTable('signups')
    .set({ state: 'cancelled', given_back: givenBack, place_unread: givenBack })
    .where('id', '=', id)
    .execute());

export const listUsedForms = (
  db: Database,
  hashes: Buffer[],
): Promise<{ formHash: Buffer; receipt: SignupId; face: Pseudonym }[]> =>
  db
    .selectFrom('used_forms as f')
    .innerJoin('signups as g', 'g.id', 'f.signup_id')
    .select(['f.form_hash as formHash', 'g.id as receipt', 'g.pseudonym as face'])
    .where((eb) => eb('f.form_hash', '=', eb.fn.any(eb.val(hashes))))
    .$narrowType<{ receipt: SignupId; face: Pseudonym }>()
    .execute();

/** Those by which these faces came. */
export const deleteFormsOf = async (db: Database, faces: Pseudonym[]): Promise<void> =>
  void (await sql`
    delete from used_forms f using signups g
    where g.id = f.signup_id and g.pseudonym = any(${faces}::uuid[])`.execute(db));

export const deleteFormsDue = async (db: Database, at: Date): Promise<void> =>
  void (await db.deleteFrom('used_forms').where('due_at', '<=', at).execute());
