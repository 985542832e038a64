/** A talk changes hands only by its person's leave, and is somebody's all the while. */
import { randomUUID } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { auditOf } from '#organisations/server';
import { days, hours, minutes, seconds } from '#platform/clock';
import { db, sql } from '#platform/db';
import { PROPOSED_AGAIN_AFTER_MINUTES } from '#rooms';
import { latestMessages, roomOf } from '#rooms/server';
import {
  answerContact,
  answerHandOver,
  askExperts,
  askToHandOver,
  auditContacts,
  declareDanger,
  deskOf,
  elsewhereFor,
  endTalk,
  keepTalk,
  leaveContact,
  openProcedure,
  openTalksOf,
  passContact,
  passedOnBy,
  readEarlierTalk,
  readInDanger,
  sayNotGenuine,
  setTime,
  takeBackConsent,
  talkOf,
  tick,
  wrapUp,
  writeNote,
} from '#urgent/server';
import { answers, ask, aTalk, consentAt, type Talk } from '../support/hand-over.ts';
import { createParticipant } from '../support/participants.ts';
import { say } from '../support/rooms.ts';
import { anAccount } from '../support/organisations.ts';
import { aCaller, aSecondPasses, contactRow, logOf, ringingFor } from '../support/contacts.ts';
import { onDutyAt, type OnDuty } from '../support/staff.ts';
import { aTown } from '../support/towns.ts';

type Answer = Parameters<typeof answerHandOver>[1];

const textsOf = async (viewer: OnDuty['viewer'], roomId: string) => {
  const page = await latestMessages(viewer, roomId);
  return page === 'not_found' ? page : page.messages.map((one) => one.text || one.kind);
};

/** While all desks stay open. */
async function passTime({ clock, first, centre }: Talk, forSeconds: number) {
  for (let passed = 0; passed < forSeconds; passed += 10) {
    clock.advance(seconds(10));
    for (const desk of [first, centre]) await desk.acknowledges();
    await aSecondPasses();
  }
}

/** The centre has as many talks as it can take. */
async function fill({ town, centre }: Talk) {
  for (const _ of [1, 2]) {
    const { contactId } = await aCaller(null, { prefCode: town.prefCode });
    await answerContact(centre.viewer, contactId);
  }
}

const wellKept = async ({ clock }: Talk) => expect(await auditContacts(db, clock.now)).toEqual([]);

describe('asking', () => {
  test('rings nobody before the person has answered, and tells them to whom', async () => {
    const scene = await aTalk();
    expect(await ask(scene)).toBe('asked');
    expect(await ringingFor(scene.contactId)).toEqual([]);
    expect((await deskOf(scene.centre.viewer)).rings).toEqual([]);
    expect((await talkOf(scene.person))?.handOver).toMatchObject({
      ...{ state: 'asked', window: '青葉県のセンター', who: null },
    });
    expect(await ask(scene)).toBe('going');
  });

  test('asks once where it is pressed twice at once, and the person answers once', async () => {
    const scene = await aTalk();
    await onDutyAt(scene.town.nearby);
    const both = [ask(scene), ask(scene, scene.town.nearby)];
    expect((await Promise.all(both)).sort()).toEqual(['asked', 'going']);
    const two = [answers(scene), answers(scene, { answer: 'no' })];
    const answered = await Promise.all(two);
    expect(answered).toContain('refused');
    // A yes after the no is the person's last word.
    const isWanted = (await talkOf(scene.person))?.handOver?.state === 'ringing';
    expect(await ringingFor(scene.contactId)).toHaveLength(isWanted ? 1 : 0);
    await wellKept(scene);
  });

  test('is refused as easily: nothing goes along, and the desk hears no more than that', async () => {
    const scene = await aTalk();
    await ask(scene);
    expect(await answers(scene, { answer: 'no', passes: 'talk' })).toBe('refused');
    expect(await ringingFor(scene.contactId)).toEqual([]);
    const [talk] = (await deskOf(scene.first.viewer)).talks;
    expect(talk?.handOver?.now).toMatchObject({ state: 'refused' });
    expect(await passedOnBy(scene.person)).toEqual([]);
    expect(await contactRow(scene.contactId)).toMatchObject({ state: 'talking' });
  });

  test('rests for a while after a no, to wherever; its person may come back to it themselves', async () => {
    const scene = await aTalk();
    const { clock, town, first, centre } = scene;
    await onDutyAt(town.nearby);
    await ask(scene);
    const handOverId = (await talkOf(scene.person))?.handOver?.id ?? '';
    await answers(scene, { answer: 'no' });
    for (const windowId of [town.centre, town.nearby])
      expect(await ask(scene, windowId)).toBe('soon');
    // The form that was answered with no says nothing any more.
    expect(await answers(scene, { handOverId })).toBe('not_found');
    expect(await answers(scene)).toBe('allowed');
    expect(await ringingFor(scene.contactId)).toEqual([centre.viewer.accountId]);
    await answers(scene, { answer: 'no' });
    clock.advance(minutes(PROPOSED_AGAIN_AFTER_MINUTES));
    for (const desk of [first, centre]) await desk.comesBack();
    expect(await ask(scene)).toBe('asked');
  });

  test('is for whoever holds the talk alone; a try of another is in the log of its organisation', async () => {
    const scene = await aTalk();
    const { contactId, town } = scene;
    const to = { contactId, windowId: town.centre, accountId: null };
    for (const other of [scene.centre, await onDutyAt(town.own)]) {
      expect(await askToHandOver(other.viewer, to)).toBe('not_found');
      expect(await keepTalk(other.viewer, contactId)).toBe('not_found');
    }
    const { organisationId } = scene.first;
    const admin = await anAccount(organisationId, 'admin');
    expect(await auditOf(admin, organisationId)).toContainEqual(
      expect.objectContaining({ act: 'talk.refused', subject: `contact:${contactId}` }),
    );
  });

  test('leads only along the route, and only to where somebody is', async () => {
    const scene = await aTalk();
    const elsewhere = await aTown();
    await onDutyAt(elsewhere.own);
    expect(await ask(scene, elsewhere.own)).toBe('not_found');
    expect(await ask(scene, scene.town.nearby)).toBe('nobody_there');
    await scene.centre.goes();
    expect(await ask(scene)).toBe('nobody_there');
  });

  test('can be answered by its person alone, to what was asked, and once', async () => {
    const scene = await aTalk();
    await ask(scene);
    const asked = (await talkOf(scene.person))?.handOver?.id ?? '';
    const stranger = (await createParticipant()).viewer;
    const yes = { contactId: scene.contactId, answer: 'yes', passes: 'talk', days: 30 } as const;
    expect(await answerHandOver(stranger, { ...yes, handOverId: asked })).toBe('not_found');
    await keepTalk(scene.first.viewer, scene.contactId);
    expect(await answerHandOver(scene.person, { ...yes, handOverId: asked })).toBe('not_found');
    await ask(scene);
    expect(await answerHandOver(scene.person, { ...yes, handOverId: asked })).toBe('not_found');
    expect(await answers(scene)).toBe('allowed');
    expect(await answers(scene)).toBe('not_found');
    expect(await ringingFor(scene.contactId)).toEqual([scene.centre.viewer.accountId]);
  });
});

describe('a ring of a talk that is handed over', () => {
  test('says from where, and gives the first words alone', async () => {
    const scene = await aTalk();
    await ask(scene);
    await answers(scene);
    const [ring] = (await deskOf(scene.centre.viewer)).rings;
    expect(ring).toMatchObject({
      words: '夜しか話せないです',
      handedOver: { fromWindow: '青葉市の窓口', withTalk: false },
    });
    expect(await textsOf(scene.centre.viewer, scene.roomId)).toBe('not_found');
    expect(await contactRow(scene.contactId)).toMatchObject({
      owner_account_id: scene.first.viewer.accountId,
    });
    await wellKept(scene);
  });

  test('is accepted: owner, spans and membership change at once, and the person reads whose the desk is', async () => {
    const scene = await aTalk();
    await ask(scene);
    await answers(scene);
    expect(await answerContact(scene.centre.viewer, scene.contactId)).toMatchObject({
      is: 'answered',
    });
    await say(scene.person, scene.roomId, 'これからのこと');
    expect(await textsOf(scene.centre.viewer, scene.roomId)).toEqual([
      'staff_changed',
      'これからのこと',
    ]);
    expect(await roomOf(scene.first.viewer, scene.roomId)).toBeUndefined();
    expect((await deskOf(scene.first.viewer)).talks).toEqual([]);
    expect(await talkOf(scene.person)).toMatchObject({
      ...{ state: 'talking', handOver: null },
      answeredBy: { window: '青葉県のセンター' },
    });
    expect(await openTalksOf(scene.person)).toMatchObject([{ windows: ['青葉県のセンター'] }]);
    expect(await logOf(scene.contactId)).toEqual([
      ...['pressed', 'rang', 'answered'],
      ...['hand_over_asked', 'hand_over_allowed', 'handed_over'],
    ]);
    await wellKept(scene);
  });

  test('is told to whoever had it, by the window that has it now, until they have read so; what they say of it is counted', async () => {
    const scene = await aTalk();
    const { first, centre, contactId, town } = scene;
    await ask(scene);
    await answers(scene);
    await answerContact(centre.viewer, contactId);
    const told = async ({ viewer }: OnDuty) => (await deskOf(viewer)).wrapUps;
    expect(await told(first)).toMatchObject([{ contactId, handedOnTo: '青葉県のセンター' }]);
    expect(await told(centre)).toEqual([]);
    const said = { contactId, outcome: 'handed_over', teller: 'self' } as const;
    expect(await wrapUp(centre.viewer, said)).toBe('not_found');
    expect(await wrapUp(first.viewer, said)).toBe('wrapped_up');
    expect(await wrapUp(first.viewer, said)).toBe('not_found');
    expect(await told(first)).toEqual([]);
    const counted = await db
      .selectFrom('talk_outcomes')
      .select(['outcome', 'talks'])
      .where('window_id', '=', town.own)
      .execute();
    expect(counted).toEqual([{ outcome: 'handed_over', talks: 1 }]);
  });

  test('a no that comes in the moment after it was taken takes back what may be read', async () => {
    const scene = await aTalk();
    const { person, contactId, centre } = scene;
    await ask(scene);
    await answers(scene, { passes: 'talk' });
    const handOverId = (await talkOf(person))?.handOver?.id ?? '';
    await answerContact(centre.viewer, contactId);
    const consent = await consentAt(centre.viewer, contactId);
    const no = { contactId, handOverId, answer: 'no', passes: 'talk', days: 30 } as const;
    expect(await answerHandOver((await createParticipant()).viewer, no)).toBe('not_found');
    expect(await answerHandOver(person, { ...no, answer: 'yes' })).toBe('not_found');
    expect(await answerHandOver(person, no)).toBe('refused');
    expect(await readEarlierTalk(centre.viewer, consent)).toBe('not_found');
    expect(await contactRow(contactId)).toMatchObject({ state: 'talking' });
  });

  test('leaves whoever had it nothing to do in it: an old tab writes, reads, notes, asks and ends nothing', async () => {
    const scene = await aTalk();
    const { contactId, town, centre } = scene;
    const { viewer } = scene.first;
    await ask(scene);
    await answers(scene, { passes: 'talk' });
    await answerContact(centre.viewer, contactId);
    const words = { contactId, noteId: randomUUID(), note: 'あとから' };
    const question = { field: 'legal', team: 'own', question: '何ができますか' } as const;
    const meetsAt = new Date('2026-11-27T10:00:00+09:00');
    const tries: Record<string, unknown> = {
      ask: await ask(scene, town.nearby),
      keep: await keepTalk(viewer, contactId),
      elsewhere: (await elsewhereFor(viewer, contactId)) ?? 'not_found',
      note: await writeNote(viewer, words),
      tick: await tick(viewer, { contactId, item: 'named_numbers', on: true }),
      procedure: await openProcedure(viewer, contactId),
      doubt: await sayNotGenuine(viewer, { contactId, reason: 'prank' }),
      experts: await askExperts(viewer, contactId, question),
      danger: await declareDanger(viewer, contactId, { danger: 'life', reason: 'x' }),
      reads: await readInDanger(viewer, contactId),
      time: await setTime(viewer, { contactId, meetsAt }),
      ends: await endTalk(viewer, contactId),
      room: (await roomOf(viewer, scene.roomId)) ?? 'not_found',
    };
    for (const [what, answer] of Object.entries(tries))
      expect([what, answer]).toEqual([what, 'not_found']);
    expect(await say(viewer, scene.roomId, 'まだいます')).not.toMatchObject({
      seq: expect.any(Number),
    });
    expect((await contactRow(contactId)).owner_account_id).toBe(centre.viewer.accountId);
    await wellKept(scene);
  });

  test('two accept at once: one has it, the other is told by whom', async () => {
    const scene = await aTalk();
    const other = await onDutyAt(scene.town.centre);
    await ask(scene);
    await answers(scene);
    const both = await Promise.all(
      [scene.centre, other].map(({ viewer }) => answerContact(viewer, scene.contactId)),
    );
    expect(both.map(({ is }) => is).sort()).toEqual(['answered', 'taken']);
    expect(await ringingFor(scene.contactId)).toEqual([]);
    await wellKept(scene);
  });

  test.each([
    ['passed', 'declined'],
    ['gone', 'lapsed'],
    ['full', 'lapsed'],
    ['silent', 'lapsed'],
    ['silent, and the clock is set back', 'lapsed'],
  ] as const)(
    'comes to nothing (%s): the talk stays, and both sides are told',
    async (why, state) => {
      const scene = await aTalk();
      const { contactId, centre, clock } = scene;
      await ask(scene);
      await answers(scene, { passes: 'talk' });
      if (why === 'passed') expect(await passContact(centre.viewer, contactId)).toBe('passed');
      if (why === 'gone') await centre.goes();
      if (why === 'full') await fill(scene);
      if (why === 'silent') await passTime(scene, 30);
      if (why.endsWith('back')) clock.advance(-hours(1));
      await aSecondPasses();
      expect((await talkOf(scene.person))?.handOver).toMatchObject({ state });
      const [talk] = (await deskOf(scene.first.viewer)).talks;
      expect(talk?.handOver?.now).toMatchObject({ state });
      expect(await contactRow(contactId)).toMatchObject({
        owner_account_id: scene.first.viewer.accountId,
      });
      expect(await answerContact(centre.viewer, contactId)).toMatchObject({ is: 'taken' });
      expect(await passedOnBy(scene.person)).toEqual([]);
      await wellKept(scene);
    },
  );

  test('lives as long as its window rings, not a second less', async () => {
    const scene = await aTalk();
    await ask(scene);
    await answers(scene);
    await passTime(scene, 20);
    expect(await ringingFor(scene.contactId)).toEqual([scene.centre.viewer.accountId]);
    const [ring] = (await deskOf(scene.centre.viewer)).rings;
    expect(ring?.stageUntil).toBe(+scene.clock.now + seconds(10));
    await wellKept(scene);
  });

  test('is not asked again at once where nobody took it; elsewhere it may be', async () => {
    const scene = await aTalk();
    await onDutyAt(scene.town.nearby);
    await ask(scene);
    await answers(scene);
    await passContact(scene.centre.viewer, scene.contactId);
    expect(await ask(scene)).toBe('soon');
    expect(await ask(scene, scene.town.nearby)).toBe('asked');
  });

  test('stops when the person would rather stay, or the desk keeps the talk', async () => {
    const scene = await aTalk();
    await ask(scene);
    await answers(scene);
    expect(await answers(scene, { answer: 'no' })).toBe('refused');
    expect(await ringingFor(scene.contactId)).toEqual([]);
    await answers(scene);
    expect(await keepTalk(scene.first.viewer, scene.contactId)).toBe('kept');
    expect(await ringingFor(scene.contactId)).toEqual([]);
    expect((await talkOf(scene.person))?.handOver).toBeNull();
    await wellKept(scene);
  });

  test('stops when the one who asked is lost: the person is first in line, with nothing allowed', async () => {
    const scene = await aTalk();
    await ask(scene);
    await answers(scene, { passes: 'talk' });
    await scene.first.goes();
    await aSecondPasses();
    expect((await talkOf(scene.person))?.handOver).toBeNull();
    expect(await contactRow(scene.contactId)).toMatchObject({ owner_account_id: null });
    const [ring] = (await deskOf(scene.centre.viewer)).rings;
    expect(ring).toMatchObject({ again: true, handedOver: null });
    await answerContact(scene.centre.viewer, scene.contactId);
    expect((await deskOf(scene.centre.viewer)).talks[0]?.earlier).toEqual([]);
    await wellKept(scene);
  });

  test('stops when the person leaves or the talk ends, and then nobody can accept', async () => {
    for (const over of [leaveContact, endTalk]) {
      const scene = await aTalk();
      await ask(scene);
      await answers(scene);
      await over(scene.person, scene.contactId);
      expect(await ringingFor(scene.contactId)).toEqual([]);
      expect(await answerContact(scene.centre.viewer, scene.contactId)).toEqual({ is: 'over' });
      expect(
        await db
          .selectFrom('contact_hand_overs')
          .selectAll()
          .where('contact_id', '=', scene.contactId)
          .execute(),
      ).toEqual([]);
      await wellKept(scene);
    }
  });

  test('goes to a colleague of the same window by name, and to nobody else there', async () => {
    const scene = await aTalk();
    const [colleague, other] = [await onDutyAt(scene.town.own), await onDutyAt(scene.town.own)];
    const targets = (await deskOf(scene.first.viewer)).talks[0]?.handOver?.targets ?? [];
    expect(targets.filter((one) => one.windowId === scene.town.own)).toHaveLength(2);
    const to = { windowId: scene.town.own, accountId: colleague.viewer.accountId };
    await askToHandOver(scene.first.viewer, { contactId: scene.contactId, ...to });
    await answers(scene, { passes: 'talk' });
    expect(await ringingFor(scene.contactId)).toEqual([colleague.viewer.accountId]);
    await answerContact(colleague.viewer, scene.contactId);
    const consent = await consentAt(colleague.viewer, scene.contactId);
    expect(await readEarlierTalk(colleague.viewer, consent)).not.toBe('not_found');
    // Lost, and answered by another of the same window: it was not theirs to read.
    await colleague.goes();
    await aSecondPasses();
    await answerContact(other.viewer, scene.contactId);
    expect(await readEarlierTalk(other.viewer, consent)).toBe('not_found');
  });
});

describe('what goes along', () => {
  async function handedOver(passes: Answer['passes']) {
    const scene = await aTalk();
    await ask(scene);
    await answers(scene, { passes });
    await say(scene.person, scene.roomId, '答えたあとのこと');
    await answerContact(scene.centre.viewer, scene.contactId);
    return { ...scene, consent: await consentAt(scene.centre.viewer, scene.contactId) };
  }

  test('is nothing but the first words, where that was chosen; that it was is kept', async () => {
    const scene = await handedOver('first_words');
    expect(scene.consent).toBe('');
    const [record] = await passedOnBy(scene.person);
    expect(record).toMatchObject({ window: '青葉県のセンター', what: 'first_words' });
    expect(await readEarlierTalk(scene.centre.viewer, record?.id ?? '')).toBe('not_found');
  });

  test('is what was said up to the answer, for whoever took it over at that window, each reading in the log', async () => {
    const scene = await handedOver('talk');
    const read = await readEarlierTalk(scene.centre.viewer, scene.consent);
    if (read === 'not_found') throw new Error(read);
    expect(read.messages.map(({ text }) => text)).toEqual(['夜しか話せないです', 'ここまでのこと']);
    expect(await readEarlierTalk(scene.first.viewer, scene.consent)).toBe('not_found');
    const [{ organisationId } = { organisationId: null }] = scene.centre.viewer.memberships;
    if (!organisationId) throw new Error('nobody’s');
    const acts = await auditOf(await anAccount(organisationId, 'admin'), organisationId);
    for (const act of ['talk.handed_over', 'earlier_talk.read'])
      expect(acts).toContainEqual(expect.objectContaining({ act }));
  });

  test('is read no more once taken back, past its day, or after the talk', async () => {
    const back = await handedOver('talk');
    expect((await talkOf(back.person))?.passed).toMatchObject([{ what: 'talk' }]);
    await takeBackConsent(back.person, back.consent);
    expect(await readEarlierTalk(back.centre.viewer, back.consent)).toBe('not_found');
    expect((await deskOf(back.centre.viewer)).talks[0]?.earlier).toEqual([]);
    expect((await talkOf(back.person))?.passed).toEqual([]);

    const late = await handedOver('talk');
    late.clock.advance(days(30));
    expect(await readEarlierTalk(late.centre.viewer, late.consent)).toBe('not_found');

    const over = await handedOver('talk');
    await endTalk(over.person, over.contactId);
    expect(await readEarlierTalk(over.centre.viewer, over.consent)).toBe('not_found');
  });

  test('ends with the one it was for: who answers after them reads nothing of it', async () => {
    const scene = await handedOver('talk');
    for (const desk of [scene.first, scene.centre]) await desk.goes();
    await aSecondPasses();
    const next = await onDutyAt(scene.town.nearby);
    await aSecondPasses();
    await answerContact(next.viewer, scene.contactId);
    expect(await readEarlierTalk(next.viewer, scene.consent)).toBe('not_found');
    expect((await deskOf(next.viewer)).talks[0]?.earlier).toEqual([]);
  });
});

describe('the database refuses', () => {
  test.each([
    [
      'contact_hand_overs_state',
      sql`update contact_hand_overs set state = 'lost', up_to_seq = null, days = null where state = 'ringing'`,
    ],
    [
      'contact_hand_overs_seq',
      sql`update contact_hand_overs set up_to_seq = -1 where state = 'ringing'`,
    ],
    [
      'contact_hand_overs_days',
      sql`update contact_hand_overs set days = 91 where state = 'ringing'`,
    ],
    [
      'contact_hand_overs_ring_allowed',
      sql`update contact_hand_overs set state = 'lapsed' where state = 'ringing'`,
    ],
    [
      'contact_hand_overs_in_time',
      sql`update contact_hand_overs set stands_until = null where state = 'ringing'`,
    ],
  ])('a hand-over that breaks %s', async (constraint, statement) => {
    const scene = await aTalk();
    await ask(scene);
    await answers(scene);
    await expect(statement.execute(db)).rejects.toMatchObject({ constraint });
  });

  test('a second hand-over of one talk, and a consent to somebody at no window', async () => {
    const scene = await aTalk();
    await ask(scene);
    const again = sql`insert into contact_hand_overs (contact_id, window_id)
      select contact_id, window_id from contact_hand_overs`;
    await expect(again.execute(db)).rejects.toMatchObject({
      constraint: 'contact_hand_overs_pkey',
    });
    await answers(scene);
    await answerContact(scene.centre.viewer, scene.contactId);
    for (const [constraint, columns] of [
      ['consents_to_whom', sql`window_id = null`],
      [
        'consents_account_at_window',
        sql`window_id = null, from_window_id = null, account_id = ${scene.centre.viewer.accountId}`,
      ],
    ] as const)
      await expect(sql`update consents set ${columns}`.execute(db)).rejects.toMatchObject({
        constraint,
      });
  });
});
