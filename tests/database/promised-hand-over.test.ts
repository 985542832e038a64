/** Where nobody is now a talk is promised to a window for a time when somebody is; and which windows can be asked at all. */
import { describe, expect, test } from 'vitest';
import { auditOf } from '#organisations/server';
import { days, hours, later, now } from '#platform/clock';
import { db } from '#platform/db';
import {
  answerContact,
  auditContacts,
  deskOf,
  dropTime,
  elsewhereFor,
  endTalk,
  leaveContact,
  openAtTheTime,
  passedOnBy,
  readEarlierTalk,
  takeBackConsent,
  talkOf,
} from '#urgent/server';
import { answers, ask, aTalk, consentAt, type Talk } from '../support/hand-over.ts';
import { say } from '../support/rooms.ts';
import { anAccount } from '../support/organisations.ts';
import { aCaller, aSecondPasses, ringingFor } from '../support/contacts.ts';
import { onDutyAt } from '../support/staff.ts';
import { aTown, aWindow } from '../support/towns.ts';

const at = (time: string) => new Date(`2026-11-27T${time}:00+09:00`);

/** The neighbour's window has somebody from half past eight in the morning. */
async function toMorning() {
  const scene = await aTalk();
  const morning = await onDutyAt(scene.town.nearby);
  await morning.goes();
  await db
    .updateTable('shifts')
    .set({ starts_at: at('08:30'), ends_at: at('12:00') })
    .where('account_id', '=', morning.viewer.accountId)
    .execute();
  return { ...scene, morning };
}

/** They are back when the time has come. */
async function whenItIsTime({ clock }: Talk, ...desks: { comesBack(): Promise<void> }[]) {
  clock.set(at('09:00'));
  for (const desk of desks) await desk.comesBack();
  await aSecondPasses();
}

describe('a promise', () => {
  test('is shown with the hour from which somebody is there, and made only for such a time', async () => {
    const scene = await toMorning();
    const { town, first } = scene;
    const targets = (await deskOf(first.viewer)).talks[0]?.handOver?.targets;
    expect(targets).toContainEqual(
      expect.objectContaining({ windowId: town.nearby, there: 0, at: +at('08:30') }),
    );
    expect(await ask(scene, town.nearby)).toBe('nobody_there');
    for (const time of [at('08:29'), at('12:00'), later(now(), days(31)), now()])
      expect(await ask(scene, town.nearby, time)).toBe('nobody_then');
    expect(await ask(scene, town.nearby, at('09:00'))).toBe('asked');
    expect((await talkOf(scene.person))?.handOver).toMatchObject({ meetsAt: +at('09:00') });
    expect(await auditContacts(db, scene.clock.now)).toEqual([]);
  });

  test('leaves the talk where it is; once that is over the window that was promised has it in its queue, rings first and reads what was let be read', async () => {
    const scene = await toMorning();
    const { person, contactId, first, morning, town } = scene;
    await ask(scene, town.nearby, at('09:00'));
    expect(await answers(scene, { passes: 'talk' })).toBe('allowed');
    expect(await ringingFor(contactId)).toEqual([]);
    const appointed = { at: +at('09:00'), window: '汐見市の窓口' };
    expect(await talkOf(person)).toMatchObject({ state: 'talking', handOver: null, appointed });
    const [talk] = (await deskOf(first.viewer)).talks;
    expect(talk).toMatchObject({ next: appointed, handOver: { now: null } });
    expect(await passedOnBy(person)).toMatchObject([{ window: '汐見市の窓口', what: 'talk' }]);
    for (const house of [first, morning]) {
      const organisation = house.organisationId;
      const log = await auditOf(await anAccount(organisation, 'admin'), organisation);
      expect(log).toContainEqual(expect.objectContaining({ act: 'talk.handed_over' }));
    }
    await say(person, scene.roomId, 'そのあとのこと');

    await endTalk(first.viewer, contactId);
    expect((await deskOf(morning.viewer)).callbacks).toMatchObject([{ contactId }]);
    expect((await deskOf(scene.centre.viewer)).callbacks).toEqual([]);
    const [passed] = await passedOnBy(person);
    expect(await readEarlierTalk(morning.viewer, passed?.id ?? '')).toBe('not_found');

    await whenItIsTime(scene, morning);
    expect(await ringingFor(contactId)).toEqual([morning.viewer.accountId]);
    await answerContact(morning.viewer, contactId);
    const read = await readEarlierTalk(morning.viewer, await consentAt(morning.viewer, contactId));
    if (read === 'not_found') throw new Error(read);
    expect(read.messages.map(({ text }) => text)).toEqual(['夜しか話せないです', 'ここまでのこと']);
    expect(await auditContacts(db, scene.clock.now)).toEqual([]);
  });

  test('is nobody else’s: whoever else answers at the time reads nothing of before', async () => {
    const scene = await toMorning();
    const { contactId, first, centre, town } = scene;
    await ask(scene, town.nearby, at('09:00'));
    await answers(scene, { passes: 'talk' });
    await endTalk(first.viewer, contactId);
    const late = await onDutyAt(town.centre, { until: at('23:00') });
    await late.goes();
    await whenItIsTime(scene, late);
    expect(await ringingFor(contactId)).toEqual([late.viewer.accountId]);
    await answerContact(late.viewer, contactId);
    expect(await consentAt(late.viewer, contactId)).toBe('');
    expect(await consentAt(centre.viewer, contactId)).toBe('');
  });

  test('is opened some minutes before by the window that was promised, and by no other', async () => {
    const scene = await toMorning();
    const { contactId, first, centre, morning, town, clock } = scene;
    await ask(scene, town.nearby, at('09:00'));
    await answers(scene, { passes: 'talk' });
    await endTalk(first.viewer, contactId);
    clock.set(at('08:56'));
    for (const desk of [centre, morning]) await desk.comesBack();
    expect(await openAtTheTime(centre.viewer, contactId)).toEqual({ is: 'not_found' });
    expect(await openAtTheTime(morning.viewer, contactId)).toMatchObject({ is: 'answered' });
    expect(await consentAt(morning.viewer, contactId)).not.toBe('');
  });

  test('is given up by its person like any time, and what may be read is taken back like any leave', async () => {
    const scene = await toMorning();
    const { person, contactId, first, morning, town } = scene;
    await ask(scene, town.nearby, at('09:00'));
    await answers(scene, { passes: 'talk' });
    await endTalk(first.viewer, contactId);
    const [passed] = await passedOnBy(person);
    expect(await takeBackConsent(person, passed?.id ?? '')).toBe('taken_back');
    await whenItIsTime(scene, morning);
    await answerContact(morning.viewer, contactId);
    expect(await consentAt(morning.viewer, contactId)).toBe('');

    const other = await toMorning();
    await ask(other, other.town.nearby, at('09:00'));
    await answers(other);
    await endTalk(other.first.viewer, other.contactId);
    expect(await dropTime(other.person, other.contactId)).toBe('dropped');
    expect((await deskOf(other.morning.viewer)).callbacks).toEqual([]);
  });

  test('goes with all that its person erases', async () => {
    const scene = await toMorning();
    const { person, contactId, first, morning, town } = scene;
    await ask(scene, town.nearby, at('09:00'));
    await answers(scene, { passes: 'talk' });
    const [passed] = await passedOnBy(person);
    await endTalk(first.viewer, contactId);
    await leaveContact(person, contactId);
    expect((await deskOf(morning.viewer)).callbacks).toEqual([]);
    await whenItIsTime(scene, morning);
    expect(await ringingFor(contactId)).toEqual([]);
    expect(await readEarlierTalk(morning.viewer, passed?.id ?? '')).toBe('not_found');
    expect(await auditContacts(db, scene.clock.now)).toEqual([]);
  });

  test('comes to nothing where the person answers after the time; a no rests like any other', async () => {
    const scene = await toMorning();
    await ask(scene, scene.town.nearby, at('08:30'));
    scene.clock.set(at('08:31'));
    expect(await answers(scene)).toBe('allowed');
    expect(await talkOf(scene.person)).toMatchObject({
      ...{ state: 'talking', appointed: null, handOver: { state: 'lapsed' } },
    });

    const other = await toMorning();
    await ask(other, other.town.nearby, at('08:30'));
    await answers(other, { answer: 'no' });
    expect(await ask(other)).toBe('soon');
  });

  test('may follow at once where nobody took the talk now', async () => {
    const scene = await toMorning();
    const { centre, town } = scene;
    await db
      .updateTable('shifts')
      .set({ ends_at: at('12:00') })
      .where('account_id', '=', centre.viewer.accountId)
      .execute();
    await ask(scene);
    await answers(scene);
    await centre.goes();
    await aSecondPasses();
    expect(await ask(scene)).toBe('soon');
    expect(await ask(scene, town.centre, at('10:00'))).toBe('asked');
  });
});

describe('beyond the route', () => {
  const reach = async ({ first, contactId }: Talk) =>
    ((await elsewhereFor(first.viewer, contactId)) ?? []).flatMap(({ level, windows }) =>
      windows.map(({ windowId, there }) => ({ level, windowId, there })),
    );

  /** Two windows of the prefecture off the route, and one that serves the whole country. */
  async function farOff({ town }: Talk) {
    const place = { pref_code: town.prefCode };
    const shared = await aWindow({ ...place, level: 'shared', name: '東の広域窓口' });
    const nobodys = await aWindow({ ...place, level: 'shared', name: '電話だけの窓口' });
    const nationwide = await aWindow({ level: 'nationwide', name: '全国の窓口' });
    const there = await onDutyAt(shared);
    // Somebody works there who is not there now.
    await (await onDutyAt(nationwide)).goes();
    return { shared, nobodys, nationwide, there };
  }
  test('windows of the prefecture and nationwide ones are in reach, where somebody can answer; no other prefecture’s', async () => {
    const scene = await aTalk();
    const { shared, nobodys, nationwide, there } = await farOff(scene);
    const elsewhere = await aTown();
    await onDutyAt(elsewhere.centre);
    const found = await reach(scene);
    expect(found).toContainEqual({ level: 'shared', windowId: shared, there: 1 });
    expect(found).toContainEqual({ level: 'nationwide', windowId: nationwide, there: 0 });
    const ids = found.map(({ windowId }) => windowId);
    for (const out of [nobodys, elsewhere.centre]) expect(ids).not.toContain(out);
    expect(await ask(scene, nobodys)).toBe('not_found');
    expect(await ask(scene, elsewhere.centre)).toBe('not_found');
    expect(await ask(scene, nationwide)).toBe('nobody_there');
    expect(await ask(scene, shared)).toBe('asked');
    await answers(scene);
    await answerContact(there.viewer, scene.contactId);
    expect(await talkOf(scene.person)).toMatchObject({ answeredBy: { window: '東の広域窓口' } });
  });

  test('none nearby is proposed to whoever is led past the windows nearby', async () => {
    const scene = await aTalk();
    const { shared, nationwide } = await farOff(scene);
    const { viewer, contactId } = await aCaller(scene.town, { skipsNearby: true });
    await answerContact(scene.centre.viewer, contactId);
    const discreet = { ...scene, person: viewer, contactId, first: scene.centre };
    const ids = (await reach(discreet)).map(({ windowId }) => windowId);
    expect(ids).toContain(nationwide);
    for (const near of [shared, scene.town.own, scene.town.nearby]) {
      expect(ids).not.toContain(near);
      expect(await ask(discreet, near)).toBe('not_found');
    }
  });

  test('is shown for one’s own talk alone', async () => {
    const scene = await aTalk();
    expect(await elsewhereFor(scene.centre.viewer, scene.contactId)).toBeUndefined();
    expect(await elsewhereFor(scene.first.viewer, 'nothing')).toBeUndefined();
  });
});

test('the database promises only a window’s time, and never one that rings', async () => {
  const scene = await toMorning();
  await ask(scene);
  await answers(scene);
  const promised = db.updateTable('contact_hand_overs').set({ meets_at: later(now(), hours(1)) });
  await expect(promised.where('state', '=', 'ringing').execute()).rejects.toMatchObject({
    constraint: 'contact_hand_overs_promised',
  });
});
