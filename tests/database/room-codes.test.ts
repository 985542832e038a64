/** A number that a host asks for at the door of a room: TRUST §2, against coming in again under another name. */
import { describe, expect, test } from 'vitest';
import type { AccountViewer } from '#accounts';
import { removeMember } from '#rooms/server';
import { hours, later, now } from '#platform/clock';
import { db, sql } from '#platform/db';
import {
  askForCode,
  askForNoCode,
  cancelSignup,
  enterByPhone,
  enterOccurrenceRoom,
  hostOccurrenceRoom,
  receiptOf,
  roomCodeOf,
  signUp,
  slipOf,
} from '#signup/server';
import { actsIn } from '../support/audit-log.ts';
import { anAccount, anOrganisation } from '../support/organisations.ts';
import { aDateSoon, anOccurrence, aSeries } from '../support/schedule.ts';
import { filledForm, signedUp } from '../support/signup.ts';
import { everythingStored } from '../support/traces.ts';

/** A date whose room is open already, and its host. */
async function anEvening() {
  const organisation_id = await anOrganisation();
  const id = await aDateSoon(organisation_id);
  const host = await anAccount(organisation_id, 'publisher');
  return { id, organisation_id, host };
}
const codeFor = async (host: AccountViewer, id: string): Promise<string> => {
  const made = await askForCode(host, id);
  if (made === 'not_found') throw new Error(made);
  return made.code;
};
const other = (code: string) => String((Number(code) + 1) % 1_000_000).padStart(6, '0');

describe('where a host asks for a number', () => {
  test('whoever was told it comes in, however it is typed; without it nobody does', async () => {
    const { id, host } = await anEvening();
    const code = await codeFor(host, id);
    const { viewer, receipt } = await signedUp(id);
    expect(await receiptOf(viewer, receipt)).toMatchObject({ needsCode: true, meetingUrl: null });
    expect(await enterOccurrenceRoom(viewer, id)).toBe('code_missing');
    expect(await enterOccurrenceRoom(viewer, id, other(code))).toBe('wrong_code');
    const { rows } = await sql`select from rooms where occurrence_id = ${id}`.execute(db);
    expect(rows).toHaveLength(0);
    const wide = [...code]
      .map((digit) => String.fromCharCode(digit.charCodeAt(0) + 0xfee0))
      .join('');
    expect(await enterOccurrenceRoom(viewer, id, ` ${wide.slice(0, 3)} ${wide.slice(3)}`)).toMatch(
      /-/,
    );
    expect(await receiptOf(viewer, receipt)).toMatchObject({ needsCode: false });
  });

  test('whoever has been in once needs it no more, not even a new one, and not after giving the place up and back', async () => {
    const { id, host } = await anEvening();
    const { viewer, receipt } = await signedUp(id);
    await enterOccurrenceRoom(viewer, id, await codeFor(host, id));
    await codeFor(host, id);
    expect(await enterOccurrenceRoom(viewer, id)).toMatch(/-/);
    await cancelSignup(viewer, receipt);
    await signUp(viewer, filledForm(id));
    expect(await enterOccurrenceRoom(viewer, id)).toMatch(/-/);
  });

  test('a new number makes the former worthless, and none at all opens the door', async () => {
    const { id, host } = await anEvening();
    const [first, { viewer }] = [await codeFor(host, id), await signedUp(id)];
    const second = await codeFor(host, id);
    expect(first === second || (await enterOccurrenceRoom(viewer, id, first))).toBe(
      first === second || 'wrong_code',
    );
    expect(await askForNoCode(host, id)).toEqual({ code: null });
    expect(await enterOccurrenceRoom(viewer, id)).toMatch(/-/);
  });

  test('whoever was put out and comes as somebody new stands before the door', async () => {
    const { id, host } = await anEvening();
    const { viewer } = await signedUp(id);
    const roomId = await enterOccurrenceRoom(viewer, id);
    await hostOccurrenceRoom(host, id);
    const { rows } = await sql<{ id: string }>`
      select id from room_members where room_id = ${roomId} and role = 'participant'`.execute(db);
    await removeMember(host, { roomId, memberId: (rows[0]?.id ?? '') as never });
    const code = await codeFor(host, id);
    expect(await enterOccurrenceRoom(viewer, id, code)).toBe('kept_out');
    const again = await signedUp(id, { nickname: 'べつの名' });
    expect(await enterOccurrenceRoom(again.viewer, id)).toBe('code_missing');
  });

  test('guessing grows slow after five wrong numbers, and locks nobody out', async () => {
    const { id, host } = await anEvening();
    const code = await codeFor(host, id);
    const { viewer } = await signedUp(id);
    const took = async (typed: string) => {
      const from = performance.now();
      const answer = await enterOccurrenceRoom(viewer, id, typed);
      return { answer, ms: performance.now() - from };
    };
    for (let n = 0; n < 6; n += 1) expect((await took(other(code))).answer).toBe('wrong_code');
    const slowed = await took(code);
    expect(slowed.ms).toBeGreaterThan(900);
    expect(slowed.answer).toMatch(/-/);
  });

  test('many guesses at once wait one for the other', async () => {
    const { id, host } = await anEvening();
    const code = await codeFor(host, id);
    const { viewer } = await signedUp(id);
    const from = performance.now();
    const guess = () => enterOccurrenceRoom(viewer, id, other(code));
    const answers = await Promise.all(Array.from({ length: 8 }, guess));
    // Five are free; then half a second, one and two.
    expect(performance.now() - from).toBeGreaterThan(3_400);
    expect(new Set(answers)).toEqual(new Set(['wrong_code']));
  });
});

describe('the number', () => {
  test('is its host’s to read, make and end; a try of others stands in the log', async () => {
    const { id, host, organisation_id } = await anEvening();
    const code = await codeFor(host, id);
    expect(await roomCodeOf(host, id)).toEqual({ code });
    const stranger = await anAccount(await anOrganisation(), 'admin');
    const listener = await anAccount(organisation_id, 'window_staff');
    for (const viewer of [stranger, listener]) {
      for (const act of [roomCodeOf, askForCode, askForNoCode])
        expect(await act(viewer, id)).toBe('not_found');
    }
    expect(await roomCodeOf(host, id)).toEqual({ code });
    const acts = await actsIn(organisation_id);
    expect(acts.filter((act) => act === 'room.refused')).toHaveLength(2);
  });

  test('stands on the slip of whoever is entered by phone, and nowhere in the database to be read', async () => {
    const organisation_id = await anOrganisation();
    const series_id = await aSeries({ organisation_id });
    const id = await anOccurrence({ series_id, starts_at: later(now(), hours(48)) });
    const host = await anAccount(organisation_id, 'publisher');
    const code = await codeFor(host, id);
    const entered = await enterByPhone(host, { talked: false, ...filledForm(id) });
    if (typeof entered === 'string' || !('entered' in entered)) throw new Error('not entered');
    const slip = await slipOf(host, { occurrenceId: id, signupId: entered.entered });
    expect(slip).toMatchObject({ roomCode: code });
    expect(await everythingStored(process.env['DATABASE_URL'] ?? '')).not.toContain(code);
  });
});
