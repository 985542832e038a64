/** Those who call or write, and what stands of their contacts. */
import { randomUUID } from 'node:crypto';
import type { ParticipantViewer } from '#participants';
import { now } from '#platform/clock';
import type { SessionCookie } from '#platform/cookies';
import { db, sql, type DB } from '#platform/db';
import { auditContacts, followContacts, pressTalk, writeLetter, type Press } from '#urgent/server';
import type { Selectable } from 'kysely';
import { createParticipant } from './participants.ts';
import type { Town } from './towns.ts';

export const aPress = (town: Pick<Town, 'code5'> | null, over: Partial<Press> = {}): Press => ({
  formToken: randomUUID(),
  code5: town?.code5 ?? null,
  districtId: null,
  prefCode: null,
  skipsNearby: false,
  nickname: 'ナギ',
  words: '夜しか話せないです',
  language: 'ja',
  ...over,
});

/** An anonymous person who has pressed. */
export async function aCaller(
  town: Pick<Town, 'code5'> | null,
  over: Partial<Press> = {},
): Promise<{ viewer: ParticipantViewer; cookie: SessionCookie; contactId: string }> {
  const { viewer, cookie } = await createParticipant();
  const { contactId } = await pressTalk(viewer, aPress(town, over));
  return { viewer, cookie, contactId };
}

/** A letter of somebody's, at a window where somebody can write back. */
export async function aLetterAt(
  windowId: string,
  viewer: ParticipantViewer | null,
  over: { words?: string; wish?: 'text' | 'room' } = {},
): Promise<string> {
  const letter = { formToken: randomUUID(), nickname: 'ナギ', words: '息子のことです' };
  const form = { ...letter, wish: 'text' as const, language: 'ja' as const, ...over };
  const written = await writeLetter(viewer, windowId, form);
  if (written === 'window') throw new Error('nobody writes back there');
  return written.contactId;
}

/** More of the same, in line after it. */
export async function lettersLike(id: string, count: number): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    insert into contacts (pseudonym, pref_code, state, route, stage, due_at, seen_at, created_at, answer_by)
    select pseudonym, pref_code, state, route, stage, due_at, seen_at, created_at + interval '1 second', answer_by
    from contacts, generate_series(1, ${count}::integer) where id = ${id}::uuid returning id`.execute(
    db,
  );
  return rows.map((row) => row.id);
}

/** What the loop does each second. */
export const aSecondPasses = (): Promise<void> => followContacts(now());

/** What the auditor finds now. */
export const faults = async (): Promise<string[]> =>
  (await auditContacts(db, now())).map(({ fault }) => fault);

export const contactRow = (id: string): Promise<Selectable<DB['contacts']>> =>
  db.selectFrom('contacts').selectAll().where('id', '=', id).executeTakeFirstOrThrow();

export async function ringingFor(contactId: string): Promise<string[]> {
  const rows = await db
    .selectFrom('offers')
    .select('account_id')
    .where('contact_id', '=', contactId)
    .where('state', '=', 'ringing')
    .orderBy('offered_at')
    .execute();
  return rows.map((row) => row.account_id);
}

export async function logOf(contactId: string): Promise<string[]> {
  const rows = await db
    .selectFrom('contact_events')
    .select('kind')
    .where('contact_id', '=', contactId)
    .orderBy('no')
    .execute();
  return rows.map((row) => row.kind);
}
