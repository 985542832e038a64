/** Sign-ups and used forms. Of `occurrences` only the counters of places, which are this feature's truth. */
import { sql, type Database } from '#platform/db';
import type { Pseudonym } from '#participants';
import type { SignupId, SignupState } from './index.ts';
import type { Way } from './places.ts';
import type { Details } from './input.ts';

export interface Places {
  id: string;
  capacity: number | null;
  taken: number;
  waiting: number;
}
/** Counters after a change, with the queue number that came with it. */
export type Placed = Places & { queueNo: number };

const PLACES = ['id', 'capacity', 'taken', 'waiting'] as const;
const queueNo = sql<number>`next_queue_no - 1`.as('queueNo');

/** Takes places all or none, if the occurrence still stands and has them: the one statement that books. */
export const takePlaces = (
  db: Database,
  occurrenceId: string,
  party: number,
): Promise<Placed | undefined> =>
  db
    .updateTable('occurrences')
    .set((eb) => ({ taken: eb('taken', '+', party), next_queue_no: eb('next_queue_no', '+', 1) }))
    .where('id', '=', occurrenceId)
    .where('state', '=', 'scheduled')
    .where((eb) =>
      eb.or([eb('capacity', 'is', null), eb(eb('taken', '+', party), '<=', eb.ref('capacity'))]),
    )
    .returning([...PLACES, queueNo])
    .executeTakeFirst();

/** Joins the queue, if the party does not fit at this very moment. */
export const joinQueue = (
  db: Database,
  occurrenceId: string,
  party: number,
): Promise<Placed | undefined> =>
  db
    .updateTable('occurrences')
    .set((eb) => ({ waiting: eb('waiting', '+', 1), next_queue_no: eb('next_queue_no', '+', 1) }))
    .where('id', '=', occurrenceId)
    .where('state', '=', 'scheduled')
    .where((eb) => eb(eb('taken', '+', party), '>', eb.ref('capacity')))
    .returning([...PLACES, queueNo])
    .executeTakeFirst();

/** Holds an occurrence's places against everybody else until the transaction ends. */
export const lockPlaces = (db: Database, occurrenceId: string): Promise<Places | undefined> =>
  db
    .selectFrom('occurrences')
    .select(PLACES)
    .where('id', '=', occurrenceId)
    .forUpdate()
    .executeTakeFirst();

export const changePlaces = (
  db: Database,
  occurrenceId: string,
  by: { taken?: number; waiting?: number },
): Promise<Places> =>
  db
    .updateTable('occurrences')
    .set((eb) => ({
      taken: eb('taken', '+', by.taken ?? 0),
      waiting: eb('waiting', '+', by.waiting ?? 0),
    }))
    .where('id', '=', occurrenceId)
    .returning(PLACES)
    .executeTakeFirstOrThrow();

export interface SignupRow extends Details {
  id: SignupId;
  occurrenceId: string;
  pseudonym: Pseudonym;
  state: SignupState;
  queueNo: number;
}

const selectSignups = (db: Database) =>
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
      'queue_no as queueNo',
    ])
    // Ids are made by the database; `way` and `state` are held by CHECK constraints.
    .$narrowType<{ id: SignupId; pseudonym: Pseudonym; way: Way; state: SignupState }>();

export const insertSignup = async (
  db: Database,
  row: Details & Pick<SignupRow, 'occurrenceId' | 'pseudonym' | 'state' | 'queueNo'> & { at: Date },
): Promise<SignupId> => {
  const { id } = await db
    .insertInto('signups')
    .values({
      occurrence_id: row.occurrenceId,
      pseudonym: row.pseudonym,
      nickname: row.nickname,
      party_size: row.partySize,
      way: row.way,
      message: row.message,
      state: row.state,
      queue_no: row.queueNo,
      created_at: row.at,
      changed_at: row.at,
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  return id as SignupId;
};

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

export const listSignupsOf = async (db: Database, pseudonyms: Pseudonym[]): Promise<SignupRow[]> =>
  pseudonyms.length === 0
    ? []
    : selectSignups(db).where('pseudonym', 'in', pseudonyms).orderBy('created_at').execute();

export const listLiveSignups = (db: Database, occurrenceId: string): Promise<SignupRow[]> =>
  selectSignups(db)
    .where('occurrence_id', '=', occurrenceId)
    .where('state', '<>', 'cancelled')
    .orderBy('state')
    .orderBy('queue_no')
    .execute();

export const listWaiting = (db: Database, occurrenceId: string): Promise<SignupRow[]> =>
  selectSignups(db)
    .where('occurrence_id', '=', occurrenceId)
    .where('state', '=', 'waiting')
    .orderBy('queue_no')
    .execute();

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

export const updateSignup = async (
  db: Database,
  id: SignupId,
  at: Date,
  change: { state: SignupState } | Details,
): Promise<void> =>
  void (await db
    .updateTable('signups')
    .set(
      'state' in change
        ? { state: change.state, changed_at: at }
        : {
            nickname: change.nickname,
            party_size: change.partySize,
            way: change.way,
            message: change.message,
            changed_at: at,
          },
    )
    .where('id', '=', id)
    .execute());

export const insertUsedForm = async (
  db: Database,
  form: { form_hash: Buffer; signup_id: SignupId; sealed_participant: Buffer; due_at: Date },
): Promise<void> => void (await db.insertInto('used_forms').values(form).execute());

export const findUsedForm = (
  db: Database,
  hash: Buffer,
): Promise<{ signup_id: string; sealed_participant: Buffer } | undefined> =>
  db
    .selectFrom('used_forms')
    .select(['signup_id', 'sealed_participant'])
    .where('form_hash', '=', hash)
    .executeTakeFirst();

export const deleteFormsDue = async (db: Database, at: Date): Promise<void> =>
  void (await db.deleteFrom('used_forms').where('due_at', '<=', at).execute());
