import { describe, expect, test } from 'vitest';
import { pseudonymsOf } from '#participants/server';
import { hours } from '#platform/clock';
import { db, sql } from '#platform/db';
import { deskOf, leaveContact, pressTalk, talkOf } from '#urgent/server';
import { useNightClock } from '../support/clock.ts';
import { aCaller, aPress, contactRow, logOf, ringingFor } from '../support/contacts.ts';
import { onDutyAt } from '../support/staff.ts';
import { aTown, aWindow } from '../support/towns.ts';
import { createParticipant } from '../support/participants.ts';

describe('a press', () => {
  test('rings at the own town, with everything kept', async () => {
    useNightClock();
    const town = await aTown();
    const staff = await onDutyAt(town.own);
    const { contactId } = await aCaller(town);
    expect(await ringingFor(contactId)).toEqual([staff.viewer.accountId]);
    expect(await contactRow(contactId)).toMatchObject({
      state: 'ringing',
      first_words: '夜しか話せないです',
      code5: town.code5,
    });
    expect(await logOf(contactId)).toEqual(['pressed', 'rang']);
  });

  test('of one person from two pages at once is one contact', async () => {
    useNightClock();
    const town = await aTown();
    const { viewer } = await createParticipant();
    const pressed = await Promise.all([1, 2, 3].map(() => pressTalk(viewer, aPress(town))));
    expect(new Set(pressed.map(({ contactId }) => contactId)).size).toBe(1);
  });

  test('of many strangers at once rings at whoever is least busy, each of ten as often', async () => {
    useNightClock();
    const town = await aTown();
    const staff = await Promise.all(Array.from({ length: 10 }, () => onDutyAt(town.own)));
    const pressed = await Promise.all(
      Array.from({ length: 20 }, () => pressTalk(null, aPress(town))),
    );
    const rung = await Promise.all(pressed.map(({ contactId }) => ringingFor(contactId)));
    for (const { viewer } of staff)
      expect(rung.flat().filter((id) => id === viewer.accountId)).toHaveLength(10);
  });

  test('of a stranger is taken while others hold every usual connection', async () => {
    useNightClock();
    const town = await aTown();
    const staff = await onDutyAt(town.own);
    const held = Promise.withResolvers<void>();
    const holding = Array.from({ length: 10 }, () => db.transaction().execute(() => held.promise));
    const { contactId } = await pressTalk(null, aPress(town)).finally(held.resolve);
    await Promise.all(holding);
    expect(await ringingFor(contactId)).toEqual([staff.viewer.accountId]);
  });

  test('goes past an empty town and neighbour to the centre at once', async () => {
    useNightClock();
    const town = await aTown();
    const staff = await onDutyAt(town.centre);
    const { contactId } = await aCaller(town);
    expect(await ringingFor(contactId)).toEqual([staff.viewer.accountId]);
    expect(await logOf(contactId)).toEqual(['pressed', 'widened', 'widened', 'rang']);
  });

  test('with nobody anywhere tells the person, and is looked at again', async () => {
    const clock = useNightClock();
    const { viewer, contactId } = await aCaller(await aTown());
    expect(await contactRow(contactId)).toMatchObject({ state: 'waiting' });
    expect((await contactRow(contactId)).due_at?.getTime()).toBeGreaterThan(clock.now.getTime());
    expect(await talkOf(viewer)).toMatchObject({ atEnd: true, state: 'waiting' });
  });

  test('that skips what is near never rings there', async () => {
    useNightClock();
    const town = await aTown();
    await onDutyAt(town.own);
    await onDutyAt(town.nearby);
    const centre = await onDutyAt(town.centre);
    const { contactId } = await aCaller(town, { skipsNearby: true });
    expect(await ringingFor(contactId)).toEqual([centre.viewer.accountId]);
  });

  test('without an area, or with one that does not exist, is told where to turn', async () => {
    useNightClock();
    await onDutyAt((await aTown()).own);
    for (const code5 of [null, '99999']) {
      const { contactId } = await aCaller(null, { code5 });
      expect(await contactRow(contactId)).toMatchObject({ state: 'waiting', code5: null });
    }
  });

  test('with only a prefecture begins at its centre, whose desk reads it', async () => {
    useNightClock();
    const town = await aTown();
    const centre = await onDutyAt(town.centre);
    const { contactId } = await aCaller(null, { prefCode: town.prefCode });
    expect(await ringingFor(contactId)).toEqual([centre.viewer.accountId]);
    expect((await deskOf(centre.viewer)).rings).toMatchObject([{ contactId, area: '青葉県' }]);
  });

  test('sent twice at once without a cookie is one contact of one person', async () => {
    useNightClock();
    const press = aPress(await aTown());
    const taps = await Promise.all(Array.from({ length: 5 }, () => pressTalk(null, press)));
    expect(new Set(taps.map((tap) => tap.contactId)).size).toBe(1);
    expect(taps.every((tap) => tap.cookie)).toBe(true);
    const rows = await db.selectFrom('used_presses').select('contact_id').execute();
    expect(rows.filter((row) => row.contact_id === taps[0]?.contactId)).toHaveLength(1);
    const people = await sql<{ count: number }>`
      select count(*)::int as count from pseudonyms where scope = ${`contact:${taps[0]?.contactId}`}`.execute(
      db,
    );
    expect(people.rows[0]?.count).toBe(1);
  });

  test.each(['with the cookie', 'without'])(
    'from a form that was used before 「やめる」 begins anew, %s',
    async (cookie) => {
      useNightClock();
      const town = await aTown();
      const press = aPress(town);
      const { viewer } = await createParticipant();
      const first = await pressTalk(viewer, press);
      await leaveContact(viewer, first.contactId);
      const who = cookie === 'without' ? null : viewer;
      const taps = await Promise.all([1, 2, 3].map(() => pressTalk(who, press)));
      expect(new Set(taps.map((tap) => tap.contactId)).size).toBe(1);
      expect(taps[0]?.contactId).not.toBe(first.contactId);
      expect(await contactRow(taps[0]?.contactId ?? '')).toMatchObject({
        state: 'waiting',
        first_words: '夜しか話せないです',
      });
    },
  );

  test('from a form that stood open for an hour after its use begins anew', async () => {
    const clock = useNightClock();
    const press = aPress(await aTown());
    const first = await pressTalk(null, press);
    clock.advance(hours(1));
    expect((await pressTalk(null, press)).contactId).not.toBe(first.contactId);
  });

  test('by somebody who already waits leads back to the same contact', async () => {
    useNightClock();
    const town = await aTown();
    const { viewer, contactId } = await aCaller(town);
    expect(await pressTalk(viewer, aPress(town))).toEqual({ contactId });
  });

  test('gives the contact a face of its own', async () => {
    useNightClock();
    const { viewer, contactId } = await aCaller(await aTown());
    expect((await pseudonymsOf(viewer)).map((face) => face.scope)).toEqual([
      `contact:${contactId}`,
    ]);
  });
});

test('a nationwide body rings last, for whoever gave no area too', async () => {
  useNightClock();
  const nationwide = await aWindow({ level: 'nationwide' });
  const staff = await onDutyAt(nationwide);
  const { contactId } = await aCaller(null);
  expect(await ringingFor(contactId)).toEqual([staff.viewer.accountId]);
  await sql`update windows set ended_on = '2026-01-01' where id = ${nationwide}`.execute(db);
});
