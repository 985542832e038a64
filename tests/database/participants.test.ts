import { describe, expect, test } from 'vitest';
import {
  derivedPseudonym,
  forgetDevice,
  identifyParticipant,
  pseudonymsOf,
  rememberDevice,
} from '#participants/server';
import { contactScope, organisationScope } from '#participants';
import type { SessionCookie } from '#platform/cookies';
import { days, hours, minutes } from '#platform/clock';
import { db, sql } from '#platform/db';
import { useFakeClock } from '../support/clock.ts';
import { createParticipant, showIn } from '../support/participants.ts';

const asHeader = (cookie: SessionCookie) => `${cookie.name}=${cookie.value}`;
const SHIGA = organisationScope('00000000-0000-4000-8000-000000000001');
const KOCHI = organisationScope('00000000-0000-4000-8000-000000000002');
const CONTACT = contactScope('00000000-0000-4000-8000-000000000003');

describe('a device', () => {
  test('speaks for the person who was made with it', async () => {
    const { viewer, cookie } = await createParticipant();
    expect(await identifyParticipant(`a=b; ${asHeader(cookie)}`)).toEqual(viewer);
    expect(cookie.attributes).toMatchObject({ httpOnly: true, sameSite: 'lax', path: '/' });
    expect(cookie.attributes.maxAge).toBeUndefined();
  });

  test('speaks for nobody with a foreign, broken or absent cookie', async () => {
    for (const header of [undefined, '', 'did=', 'did=nobody', 'did=%E0%A4%A', 'did'])
      expect(await identifyParticipant(header)).toBeNull();
  });

  test('speaks for we-cannot-say, not for nobody, while the database is away', async () => {
    const { cookie } = await createParticipant();
    await sql`alter table participant_sessions rename to away`.execute(db);
    expect(await identifyParticipant(asHeader(cookie))).toBe('unknown');
    expect(await identifyParticipant(undefined)).toBeNull();
    await sql`alter table away rename to participant_sessions`.execute(db);
    expect(await identifyParticipant(asHeader(cookie))).toMatchObject({ kind: 'participant' });
  });

  test('is forgotten after a day of silence, kept while it is used', async () => {
    const clock = useFakeClock('2026-11-21T09:00:00Z');
    const { cookie } = await createParticipant();
    clock.advance(hours(23));
    expect(await identifyParticipant(asHeader(cookie))).not.toBeNull();
    clock.advance(hours(23));
    expect(await identifyParticipant(asHeader(cookie))).not.toBeNull();
    clock.advance(hours(24) + minutes(1));
    expect(await identifyParticipant(asHeader(cookie))).toBeNull();
  });

  test('is remembered for thirty days on request, with a new token', async () => {
    const clock = useFakeClock('2026-11-21T09:00:00Z');
    const first = await createParticipant();
    const { cookie, viewer } = await rememberDevice(first.viewer);
    expect(viewer.participantId).toBe(first.viewer.participantId);
    expect(cookie.attributes.maxAge).toBe(30 * 24 * 60 * 60);
    expect(await identifyParticipant(asHeader(first.cookie))).toBeNull();
    clock.advance(days(30) - minutes(1));
    expect(await identifyParticipant(asHeader(cookie))).toEqual(viewer);
    clock.advance(minutes(2));
    expect(await identifyParticipant(asHeader(cookie))).toBeNull();
  });

  test('is forgotten at once when told to', async () => {
    const { viewer, cookie } = await createParticipant();
    const cleared = await forgetDevice(viewer);
    expect(cleared.cookie).toMatchObject({ name: cookie.name, value: '' });
    expect(cleared.cookie.attributes.maxAge).toBe(0);
    expect(await identifyParticipant(asHeader(cookie))).toBeNull();
  });

  test('holds 256 bits that the database does not', async () => {
    const { cookie } = await createParticipant();
    expect(cookie.value).toMatch(/^[a-z2-7]{52}$/);
    const { rows } = await sql<{ row: string }>`
      select participant_sessions::text as row from participant_sessions`.execute(db);
    expect(rows.some(({ row }) => row.includes(cookie.value))).toBe(false);
  });
});

describe('a pseudonym', () => {
  test('is the same each time within one scope, and differs between scopes and persons', async () => {
    const { viewer } = await createParticipant();
    const other = await createParticipant();
    const first = await showIn(SHIGA, viewer);
    expect(await showIn(SHIGA, viewer)).toBe(first);
    expect(derivedPseudonym(viewer, SHIGA)).toBe(first);
    expect(await showIn(KOCHI, viewer)).not.toBe(first);
    expect(await showIn(SHIGA, other.viewer)).not.toBe(first);
  });

  test('is stored once, even when asked for twenty times at once', async () => {
    const { viewer } = await createParticipant();
    await Promise.all(Array.from({ length: 20 }, () => showIn(CONTACT, viewer)));
    expect(await pseudonymsOf(viewer)).toEqual([
      { scope: CONTACT, pseudonym: derivedPseudonym(viewer, CONTACT) },
    ]);
  });

  test('cannot be linked to a person, nor to another pseudonym, by a whole dump', async () => {
    const { viewer } = await createParticipant();
    const faces = [await showIn(SHIGA, viewer), await showIn(KOCHI, viewer)];
    const known = await valuesOf('participants', 'participant_sessions', 'participant_pseudonyms');
    const shown = await valuesOf('pseudonyms');
    expect([...shown].filter((value) => known.has(value))).toEqual([]);
    const sealed = [...shown].filter((value) => value.startsWith('\\x'));
    expect(new Set(sealed).size).toBe(sealed.length);
    for (const face of faces) expect(known.has(face)).toBe(false);
    expect(shown.has(viewer.participantId)).toBe(false);
  });
});

async function valuesOf(...tables: string[]): Promise<Set<string>> {
  const values = new Set<string>();
  for (const table of tables) {
    const { rows } = await sql<Record<string, unknown>>`
      select row_to_json(t) as row from ${sql.table(table)} t`.execute(db);
    for (const { row } of rows)
      for (const value of Object.values(row as object))
        if (typeof value === 'string') values.add(value);
  }
  return values;
}
