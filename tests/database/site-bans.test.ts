import { describe, expect, test } from 'vitest';
import { organisationScope, type ParticipantViewer } from '#participants';
import { derivedPseudonym } from '#participants/server';
import { db, inTransaction, sql } from '#platform/db';
import type { RoomId, SiteBan } from '#rooms';
import {
  admitMember,
  decideReport,
  deleteBansOver,
  liftSiteBan,
  messagesAfter,
  roomOf,
  siteBansOf,
  writeFor,
} from '#rooms/server';
import { enterOccurrenceRoom, signUp } from '#signup/server';
import { answerContact, pressTalk } from '#urgent/server';
import { anOperator } from '../support/applications.ts';
import { useFakeClock } from '../support/clock.ts';
import { actsIn } from '../support/audit-log.ts';
import { showIn } from '../support/participants.ts';
import { adminOf, aReportedLine, decide, only, report } from '../support/reports.ts';
import { aRoom, say, type TestRoom } from '../support/rooms.ts';
import { aDateSoon } from '../support/schedule.ts';
import { filledForm } from '../support/signup.ts';
import { aPress } from '../support/contacts.ts';
import { onDutyAt } from '../support/staff.ts';
import { aTown } from '../support/towns.ts';

const EVENING = new Date('2026-11-21T11:00:00Z');

describe('passed on to the operator', () => {
  const passedOn = async () => {
    const scene = await aReportedLine();
    await report(scene.k.viewer, scene.room, scene.seq);
    await decide(scene.admin, 'passed');
    const operator = await anOperator();
    const { id } = await only(scene.admin);
    return { ...scene, operator, id };
  };
  const signsUp = async (viewer: ParticipantViewer) =>
    signUp(viewer, filledForm(await aDateSoon()));

  test('whoever is barred is out of every room, comes into none, and signs up nowhere', async () => {
    const { room, guest, k, operator, id } = await passedOn();
    const elsewhere = await aDateSoon();
    await signUp(guest.viewer, filledForm(elsewhere));
    const entered = await enterOccurrenceRoom(guest.viewer, elsewhere);
    expect(await roomOf(guest.viewer, entered)).toBeDefined();
    expect(await decideReport(operator, { reportId: id, outcome: 'barred' })).toBe('decided');
    expect(await decideReport(operator, { reportId: id, outcome: 'nothing' })).toBe('not_found');
    for (const roomId of [room.roomId, entered as RoomId]) {
      expect(await roomOf(guest.viewer, roomId)).toBeUndefined();
      expect(await say(guest.viewer, roomId, 'まだ')).toBe('not_found');
      expect(await messagesAfter(guest.viewer, { roomId, after: 0 })).toBe('not_found');
    }
    expect(await enterOccurrenceRoom(guest.viewer, elsewhere)).toBe('kept_out');
    expect(await signsUp(guest.viewer)).toBe('barred');
    expect(await signsUp(k.viewer)).toHaveProperty('receipt');
    expect(await say(k.viewer, room.roomId, 'ふつうに書く')).toHaveProperty('seq');
  });

  test('comes in while it is being decided: whichever was first, they are out', async () => {
    for (let n = 0; n < 5; n += 1) {
      const { guest, operator, id } = await passedOn();
      const date = await aDateSoon();
      await signUp(guest.viewer, filledForm(date));
      const [entered] = await Promise.all([
        enterOccurrenceRoom(guest.viewer, date),
        decideReport(operator, { reportId: id, outcome: 'barred' }),
      ]);
      expect(await roomOf(guest.viewer, entered)).toBeUndefined();
    }
  });

  test('whoever is barred talks with an urgent desk as before', async () => {
    const { guest, operator, id } = await passedOn();
    await decideReport(operator, { reportId: id, outcome: 'barred' });
    const town = await aTown();
    const staff = await onDutyAt(town.own);
    const { contactId } = await pressTalk(guest.viewer, aPress(town));
    await answerContact(staff.viewer, contactId);
    const { id: roomId } = await db
      .selectFrom('rooms')
      .select('id')
      .where('contact_id', '=', contactId)
      .executeTakeFirstOrThrow();
    const said = await say(guest.viewer, roomId as TestRoom['roomId'], '聞いてください');
    expect(said).toHaveProperty('seq');
  });

  test('whoever is barred writes and signs up again after twelve months', async () => {
    const clock = useFakeClock(EVENING);
    const { guest, operator, id } = await passedOn();
    await decideReport(operator, { reportId: id, outcome: 'barred' });
    clock.advance(new Date('2027-11-21T11:00:00Z').getTime() - EVENING.getTime() - 1);
    expect(await signsUp(guest.viewer)).toBe('barred');
    clock.advance(1);
    expect(await signsUp(guest.viewer)).toHaveProperty('receipt');
  });

  test('nobody but the operator bars, not even the admin who passed it on', async () => {
    const { admin, id } = await passedOn();
    expect(await decideReport(admin, { reportId: id, outcome: 'barred' })).toBe('not_found');
  });

  describe('the list of whom the operator keeps out', () => {
    /** あらし is barred; `ban` is how they stand in the list. */
    const aBarred = async () => {
      const scene = await passedOn();
      await decideReport(scene.operator, { reportId: scene.id, outcome: 'barred' });
      const face = derivedPseudonym(
        scene.guest.viewer,
        organisationScope(scene.room.organisationId),
      );
      const { id } = await db
        .selectFrom('site_bans')
        .select('id')
        .where('pseudonym', '=', face)
        .executeTakeFirstOrThrow();
      const standsAs = async (): Promise<SiteBan> => {
        const bans = await siteBansOf(scene.operator);
        const ban = bans === 'not_found' ? undefined : bans.find((one) => one.id === id);
        return ban ?? never();
      };
      return { ...scene, ban: await standsAs(), standsAs };
    };
    const never = (): never => {
      throw new Error('nobody is kept out');
    };

    test('names them as they were called then, and until when', async () => {
      useFakeClock(EVENING);
      const { ban } = await aBarred();
      expect(ban).toMatchObject({
        ...{ nickname: 'あらし', by: 'ゆき', lifted: null },
        ...{ since: EVENING, until: new Date('2027-11-21T11:00:00Z') },
      });
    });

    test('holds whoever is barred again, of another organisation under another name, once', async () => {
      const { room, guest, operator } = await aBarred();
      const other = await aRoom();
      const k = await other.guest('K');
      const pseudonym = await showIn(organisationScope(other.organisationId), guest.viewer);
      const member = { pseudonym, nickname: 'つむじ', role: 'participant' as const };
      const memberId = await admitMember(db, other.roomId, member);
      if (memberId === 'removed') throw new Error('not let in');
      const words = { roomId: other.roomId, memberId, nickname: 'つむじ', role: member.role };
      const seq = await inTransaction((trx, afterCommit) =>
        writeFor(trx, words, 'またひどい言葉', afterCommit),
      );
      await report(k.viewer, other, Number(seq));
      const admin = await adminOf(other);
      await decide(admin, 'passed');
      const { id } = await only(admin);
      expect(await decideReport(operator, { reportId: id, outcome: 'barred' })).toBe('decided');
      const faces = [room, other].map(({ organisationId }) =>
        derivedPseudonym(guest.viewer, organisationScope(organisationId)),
      );
      const { rows } = await sql`
        select nickname from site_bans where pseudonym = any(${faces}::uuid[])`.execute(db);
      expect(rows).toEqual([{ nickname: 'つむじ' }]);
    });

    test('they come again at once where it is lifted with a reason, which stands there until the last day', async () => {
      const clock = useFakeClock(EVENING);
      const { room, guest, operator, ban, standsAs } = await aBarred();
      const lift = (because: string) => liftSiteBan(operator, { banId: ban.id, because });
      expect(await lift('')).toBe('no_reason');
      expect(await signsUp(guest.viewer)).toBe('barred');
      expect(await lift('人ちがいでした')).toBe('lifted');
      expect(await signsUp(guest.viewer)).toHaveProperty('receipt');
      expect(await lift('人ちがいでした')).toBe('not_found');
      expect(await standsAs()).toMatchObject({
        lifted: { at: EVENING, by: 'ゆき', because: '人ちがいでした' },
      });
      expect((await actsIn(room.organisationId, operator)).at(-1)).toBe('ban.lifted_on_site');
      clock.advance(ban.until.getTime() - EVENING.getTime() - 1);
      await deleteBansOver(clock.now);
      expect(await standsAs()).toMatchObject({ id: ban.id });
      clock.advance(1);
      await deleteBansOver(clock.now);
      const { rows } = await sql`select from site_bans where id = ${ban.id}`.execute(db);
      expect(rows).toHaveLength(0);
    });

    test('is the operator’s alone: a try of others is refused and noted', async () => {
      const { admin, guest, ban } = await aBarred();
      expect(await siteBansOf(admin)).toBe('not_found');
      expect(await liftSiteBan(admin, { banId: ban.id, because: 'x' })).toBe('not_found');
      expect(await signsUp(guest.viewer)).toBe('barred');
      const { rows } = await sql`select from audit_entries
        where account_id = ${admin.accountId} and act = 'site_bans.refused'`.execute(db);
      expect(rows).toHaveLength(1);
    });

    test.each([
      ['site_bans_forward', `until = since`],
      ['site_bans_lifted', `lifted_at = now()`],
      ['site_bans_reason_length', `lifted_at = now(), lifted_by = made_by, lifted_because = ''`],
    ])('is held by %s', async (constraint, change) => {
      const { ban } = await aBarred();
      const changed = sql`update site_bans set ${sql.raw(change)} where id = ${ban.id}`;
      await expect(changed.execute(db)).rejects.toMatchObject({ constraint });
    });
  });
});
