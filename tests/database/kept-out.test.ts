/** Whoever is kept out holds no place at what is still to come: others do, fairly, and they are told so plainly. */
import { beforeEach, describe, expect, test } from 'vitest';
import type { OrganisationId } from '#accounts';
import { organisationScope, type ParticipantViewer } from '#participants';
import { barBehind, derivedPseudonym } from '#participants/server';
import { days, hours, later, minutes, now } from '#platform/clock';
import { db, inTransaction, sql } from '#platform/db';
import { banMember, bansOf, liftBan } from '#rooms/server';
import {
  dayAheadOf,
  mySignups,
  readReceipt,
  receiptOf,
  signupsAt,
  signUp,
  signupTasks,
  standingsOf,
} from '#signup/server';
import { useFakeClock } from '../support/clock.ts';
import { runDue } from '../support/due.ts';
import { aRoom, type RoomGuest, type TestRoom } from '../support/rooms.ts';
import { anAccount, anOrganisation } from '../support/organisations.ts';
import { anOccurrence, aSeries } from '../support/schedule.ts';
import { filledForm, signedUp } from '../support/signup.ts';

let clock: ReturnType<typeof useFakeClock>;
beforeEach(() => {
  clock = useFakeClock(new Date());
});

const clockLooks = () => runDue(signupTasks, 'kept-out', clock.now);
const ban = ({ host, roomId }: TestRoom, { memberId }: RoomGuest) =>
  banMember(host, { roomId, memberId, reason: '' });

/** Tomorrow, with one place unless told. */
async function aDateOf(
  organisation_id: OrganisationId,
  over: { capacity?: number; starts_at?: Date; all_dates?: boolean; series_id?: string } = {},
): Promise<string> {
  const { all_dates = false, series_id, ...date } = over;
  const series = series_id ?? (await aSeries({ organisation_id, all_dates }));
  return anOccurrence({
    series_id: series,
    starts_at: later(now(), days(1)),
    capacity: 1,
    ...date,
  });
}

async function holding(viewer: ParticipantViewer, id: string, partySize = 1, every = false) {
  const outcome = await signUp(viewer, filledForm(id, { partySize, every }));
  if (typeof outcome === 'string' || !('receipt' in outcome)) throw new Error('no place');
  return outcome.receipt;
}

const countersOf = async (id: string) => {
  const { rows } = await sql<{ taken: number; waiting: number }>`
    select taken, waiting from occurrences where id = ${id}`.execute(db);
  return rows[0];
};

describe('somebody whom an organisation keeps out', () => {
  test('gives back what they hold and leaves the queue: whoever waits moves up, and the list is true', async () => {
    const room = await aRoom();
    const guest = await room.guest('あらし');
    const [held, queued] = [
      await aDateOf(room.organisationId, { capacity: 2 }),
      await aDateOf(room.organisationId),
    ];
    const receipt = await holding(guest.viewer, held, 2);
    const [first, second] = [await signedUp(held), await signedUp(held)];
    const other = await signedUp(queued);
    const waiting = await holding(guest.viewer, queued);
    await ban(room, guest);
    await clockLooks();
    expect(await countersOf(held)).toEqual({ taken: 2, waiting: 0 });
    expect(await countersOf(queued)).toEqual({ taken: 1, waiting: 0 });
    for (const one of [first, second])
      expect(await receiptOf(one.viewer, one.receipt)).toMatchObject({
        ...{ state: 'confirmed', news: 'moved_up' },
      });
    expect(await receiptOf(other.viewer, other.receipt)).toMatchObject({ state: 'confirmed' });
    const staff = await anAccount(room.organisationId, 'publisher');
    const listed = await signupsAt(staff, held);
    expect(listed === 'not_found' ? [] : listed.map(({ id }) => id)).toEqual([
      first.receipt,
      second.receipt,
    ]);
    for (const id of [receipt, waiting])
      expect(await receiptOf(guest.viewer, id)).toMatchObject({
        ...{ state: 'cancelled', givenBack: 'organisation', news: 'given_back', meetingUrl: null },
      });
  });

  test('reads it on the first page they open, once, and on the day itself until it is over', async () => {
    const room = await aRoom();
    const guest = await room.guest('あらし');
    const id = await aDateOf(room.organisationId);
    const receipt = await holding(guest.viewer, id);
    await ban(room, guest);
    await clockLooks();
    expect(await dayAheadOf(guest.viewer)).toMatchObject({ says: 'changed', signupId: receipt });
    await readReceipt(guest.viewer, receipt);
    expect((await mySignups(guest.viewer)).past).toMatchObject([
      { id: receipt, news: null, givenBack: 'organisation' },
    ]);
    clock.advance(days(1) - minutes(1));
    const { startsAt } = (await receiptOf(guest.viewer, receipt))?.occurrence ?? {};
    expect(await dayAheadOf(guest.viewer)).toMatchObject({ says: 'given_back_today', startsAt });
    clock.advance(hours(2));
    expect(await dayAheadOf(guest.viewer)).toBeNull();
  });

  test('comes every time no more, and nothing comes back when they are let in again', async () => {
    const room = await aRoom();
    const guest = await room.guest('あらし');
    const id = await aDateOf(room.organisationId);
    const receipt = await holding(guest.viewer, id, 1, true);
    await ban(room, guest);
    await clockLooks();
    expect(await standingsOf(guest.viewer)).toEqual([]);
    const admin = await anAccount(room.organisationId, 'admin');
    const [made] = (await bansOf(admin, room.organisationId)) as { id: string }[];
    await liftBan(admin, made?.id ?? '');
    await clockLooks();
    await runDue(signupTasks, 'dates-opened', clock.now);
    expect(await countersOf(id)).toEqual({ taken: 0, waiting: 0 });
    expect(await receiptOf(guest.viewer, receipt)).toMatchObject({ givenBack: 'organisation' });
    expect(await signUp(guest.viewer, filledForm(id))).toHaveProperty('receipt');
  });

  test('keeps what they hold elsewhere, what has begun, and what somebody else holds', async () => {
    const room = await aRoom();
    const guest = await room.guest('あらし');
    const elsewhere = await aDateOf(await anOrganisation());
    const soon = await aDateOf(room.organisationId, { starts_at: later(now(), hours(2)) });
    for (const id of [elsewhere, soon]) await holding(guest.viewer, id);
    const other = await aDateOf(room.organisationId);
    await signedUp(other);
    clock.advance(hours(2));
    await ban(room, guest);
    await clockLooks();
    for (const id of [elsewhere, soon, other])
      expect(await countersOf(id)).toEqual({ taken: 1, waiting: 0 });
  });

  test('gives back a course whole, and whoever waits for all of it moves up at all of it', async () => {
    const room = await aRoom();
    const guest = await room.guest('あらし');
    const series_id = await aSeries({ organisation_id: room.organisationId, all_dates: true });
    const ids = [
      await aDateOf(room.organisationId, { series_id }),
      await aDateOf(room.organisationId, { series_id, starts_at: later(now(), days(8)) }),
    ];
    await holding(guest.viewer, ids[0] ?? '');
    const waiting = await signedUp(ids[0] ?? '');
    await ban(room, guest);
    await clockLooks();
    for (const id of ids) expect(await countersOf(id)).toEqual({ taken: 1, waiting: 0 });
    expect((await mySignups(waiting.viewer)).coming).toMatchObject([
      { state: 'confirmed' },
      { state: 'confirmed' },
    ]);
  });

  test('whose sign-up was under way when the ban was made holds nothing in the end', async () => {
    for (let n = 0; n < 8; n += 1) {
      const room = await aRoom();
      const guest = await room.guest('あらし');
      const id = await aDateOf(room.organisationId);
      await Promise.all([signUp(guest.viewer, filledForm(id)), ban(room, guest), clockLooks()]);
      await clockLooks();
      expect(await countersOf(id)).toEqual({ taken: 0, waiting: 0 });
    }
  });
});

test('whom the operator keeps out gives back every place, and is told whom to ask', async () => {
  const ids = [await aDateOf(await anOrganisation()), await aDateOf(await anOrganisation())];
  const { viewer, receipt } = await signedUp(ids[0] ?? '');
  const second = await holding(viewer, ids[1] ?? '');
  const { rows } = await sql<{ organisation_id: OrganisationId }>`
    select s.organisation_id from series s join occurrences o on o.series_id = s.id where o.id = ${ids[0]}`.execute(
    db,
  );
  const scope = organisationScope(rows[0]?.organisation_id ?? '');
  await inTransaction((trx) =>
    barBehind(trx, derivedPseudonym(viewer, scope), later(now(), days(365))),
  );
  await clockLooks();
  for (const id of ids) expect(await countersOf(id)).toEqual({ taken: 0, waiting: 0 });
  for (const id of [receipt, second])
    expect(await receiptOf(viewer, id)).toMatchObject({ state: 'cancelled', givenBack: 'site' });
});

test('that a place was given back is forgotten with the name, a month after the date', async () => {
  const room = await aRoom();
  const guest = await room.guest('あらし');
  const receipt = await holding(guest.viewer, await aDateOf(room.organisationId));
  await ban(room, guest);
  await clockLooks();
  clock.advance(days(32));
  await runDue(signupTasks, 'old-names', clock.now);
  expect(await receiptOf(guest.viewer, receipt)).toMatchObject({
    ...{ state: 'cancelled', givenBack: null, nickname: '' },
  });
});
