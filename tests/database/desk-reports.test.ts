import { describe, expect, test } from 'vitest';
import type { AccountViewer } from '#accounts';
import type { ParticipantViewer } from '#participants';
import { db, sql } from '#platform/db';
import {
  decideReport,
  messagesAfter,
  readReport,
  reportMessage,
  reportsFor,
  roomOfContact,
} from '#rooms/server';
import { answerContact, leaveContact, reportStaff } from '#urgent/server';
import { anOperator } from '../support/applications.ts';
import { actsIn } from '../support/audit-log.ts';
import { createParticipant } from '../support/participants.ts';
import { aReportedLine, decide, only, seqOf } from '../support/reports.ts';
import { say } from '../support/rooms.ts';
import { anAccount, anOrganisation } from '../support/organisations.ts';
import { statementsOf } from '../support/statements.ts';
import { onDutyAt, supervisorOf } from '../support/staff.ts';
import { aCaller, aSecondPasses, contactRow } from '../support/contacts.ts';
import { aTown } from '../support/towns.ts';

describe('what staff wrote at a desk', () => {
  /** ナギ is answered at a desk, and finds unbearable what was written to them. */
  async function aTalk() {
    const town = await aTown();
    const staff = await onDutyAt(town.own);
    const { viewer, contactId } = await aCaller(town);
    await answerContact(staff.viewer, contactId);
    const room = await roomOfContact(db, contactId);
    const { organisationId } = staff;
    if (!room) throw new Error('answered, and no room');
    const seq = await seqOf(say(staff.viewer, room.id, 'あなたのせいです'));
    const supervisor = await supervisorOf(staff);
    const send = (why: Partial<{ viewer: ParticipantViewer; seq: number }> = {}) =>
      reportStaff(why.viewer ?? viewer, { ...sent, roomId: room.id, seq: why.seq ?? seq });
    return { town, staff, viewer, contactId, room, organisationId, seq, supervisor, send };
  }
  const sent = { why: 'attack', words: 'つらいです' } as const;

  test('is read by the supervisor, one by one, and each reading stands in the log', async () => {
    const { organisationId, supervisor, send, seq } = await aTalk();
    expect(await send()).toBe('reported');
    expect(await send()).toBe('reported');
    const listed = await only(supervisor);
    expect(listed).toMatchObject({ ofDesk: true, ofHost: true, words: '', lines: [], seq });
    expect(listed.outcomes).toEqual(['nothing', 'hidden', 'taken_up']);
    const read = await readReport(supervisor, listed.id);
    expect(read).toMatchObject({ words: 'つらいです' });
    expect(JSON.stringify(read)).toContain('あなたのせいです');
    expect(await actsIn(organisationId, supervisor)).toEqual(['report.read']);
  });

  test('is nobody else’s: not whom it is about, not the admin, not another supervisor, not the operator', async () => {
    const { staff, supervisor, send, organisationId } = await aTalk();
    await send();
    const { id } = await only(supervisor);
    const stranger = await anAccount(await anOrganisation(), 'supervisor');
    const admin = await anAccount(organisationId, 'admin');
    for (const viewer of [staff.viewer, admin, stranger, await anOperator()]) {
      expect((await reportsFor(viewer)).filter((one) => one.id === id)).toEqual([]);
      expect(await readReport(viewer, id)).toBe('not_found');
      expect(await decideReport(viewer, { reportId: id, outcome: 'nothing' })).toBe('not_found');
    }
    for (const reportId of ['1 OR 1=1', ''])
      expect(await readReport(supervisor, reportId)).toBe('not_found');
  });

  test('is the operator’s where the only supervisor is whom it is about', async () => {
    const { staff, supervisor, send, organisationId } = await aTalk();
    await sql`delete from memberships where account_id = ${supervisor.accountId}`.execute(db);
    await sql`insert into memberships (organisation_id, account_id, role)
      values (${organisationId}, ${staff.viewer.accountId}, 'supervisor')`.execute(db);
    const accused = {
      ...staff.viewer,
      memberships: [{ organisationId, role: 'supervisor' as const }],
    };
    await send();
    expect(await reportsFor(accused)).toEqual([]);
    const operator = await anOperator();
    const theirs = (await reportsFor(operator)).find(({ ofDesk }) => ofDesk);
    expect(await readReport(operator, theirs?.id ?? '')).toMatchObject({ words: 'つらいです' });
    expect(await decideReport(operator, { reportId: theirs?.id ?? '', outcome: 'taken_up' })).toBe(
      'decided',
    );
  });

  test('is listed by as many statements as one, for the supervisor and for the operator', async () => {
    const { supervisor, send, staff, room } = await aTalk();
    await send();
    const operator = await anOperator();
    const asked = async (reader: AccountViewer) =>
      (await statementsOf(() => reportsFor(reader))).length;
    const ofOne = [await asked(supervisor), await asked(operator)];
    for (let n = 0; n < 5; n += 1)
      await send({ seq: await seqOf(say(staff.viewer, room.id, `${n}度目です`)) });
    expect(await reportsFor(supervisor)).toHaveLength(6);
    expect([await asked(supervisor), await asked(operator)]).toEqual(ofOne);
  });

  test('can be hidden, and the talk goes on', async () => {
    const { supervisor, send, viewer, staff, room, contactId, seq } = await aTalk();
    await send();
    expect(await decide(supervisor, 'put_out')).toBe('not_found');
    expect(await decide(supervisor, 'hidden')).toBe('decided');
    expect(await messagesAfter(viewer, { roomId: room.id, after: 0 })).toMatchObject({
      hidden: [seq],
    });
    expect(await say(staff.viewer, room.id, 'すみません')).toHaveProperty('seq');
    expect((await contactRow(contactId)).state).toBe('talking');
  });

  test('freezes nothing that was said with another before: only what they themselves could read', async () => {
    const { town, staff, viewer, contactId, room } = await aTalk();
    await say(viewer, room.id, 'まえの人にだけ話したこと');
    const colleague = await onDutyAt(town.nearby);
    await staff.goes();
    await aSecondPasses();
    await answerContact(colleague.viewer, contactId);
    const seq = await seqOf(say(colleague.viewer, room.id, 'おなじことを聞かせてください'));
    await reportStaff(viewer, { ...sent, roomId: room.id, seq });
    const [theirHouse] = colleague.viewer.memberships;
    if (!theirHouse) throw new Error('on duty, and nowhere');
    const theirs = await anAccount(theirHouse.organisationId, 'supervisor');
    const read = await readReport(theirs, (await only(theirs)).id);
    expect(JSON.stringify(read)).toContain('おなじことを');
    expect(JSON.stringify(read)).not.toContain('まえの人にだけ');
    expect(JSON.stringify(read)).not.toContain('あなたのせい');
  });

  test('is reported by the person alone, of staff alone', async () => {
    const { staff, viewer, room, send, supervisor } = await aTalk();
    const own = await seqOf(say(viewer, room.id, 'わたしの言葉'));
    expect(await send({ seq: own })).toBe('not_found');
    expect(await send({ viewer: (await createParticipant()).viewer })).toBe('not_found');
    expect(await reportMessage(staff.viewer, { ...sent, roomId: room.id, seq: own })).toBe(
      'not_found',
    );
    const session = await aReportedLine();
    expect(
      await reportStaff(session.k.viewer, { ...sent, roomId: session.room.roomId, seq: 2 }),
    ).toBe('not_found');
    expect(await reportsFor(supervisor)).toEqual([]);
  });

  test('goes with the talk: at once where the person erases it', async () => {
    const { viewer, contactId, send, supervisor, organisationId } = await aTalk();
    await send();
    await leaveContact(viewer, contactId);
    expect(await reportsFor(supervisor)).toEqual([]);
    const { rows } =
      await sql`select from reports where organisation_id = ${organisationId}`.execute(db);
    expect(rows).toHaveLength(0);
  });
});
