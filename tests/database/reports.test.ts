import { describe, expect, test } from 'vitest';
import type { AccountViewer } from '#accounts';
import { auditOf } from '#organisations/server';
import { organisationScope } from '#participants';
import { derivedPseudonym } from '#participants/server';
import { days } from '#platform/clock';
import { db, inTransaction, sql } from '#platform/db';
import {
  admitMember,
  bansOf,
  closeRoom,
  comeWhenCalled,
  decideReport,
  deleteOldReports,
  deleteOldRooms,
  hideMessage,
  latestMessages,
  membershipsHeld,
  messagesAfter,
  peopleOf,
  removeMember,
  reportMessage,
  reportsFor,
  reportsWaiting,
  roomOf,
} from '#rooms/server';
import { callToTalk } from '#signup/server';
import { anOperator } from '../support/applications.ts';
import { useFakeClock } from '../support/clock.ts';
import { actsIn } from '../support/audit-log.ts';
import { createParticipant, showIn } from '../support/participants.ts';
import { adminOf, aReportedLine, decide, only, report, seqOf } from '../support/reports.ts';
import { aRoom, say } from '../support/rooms.ts';
import { anAccount, anOrganisation } from '../support/organisations.ts';
import { aTalkOfTwo, BEFORE, ringingId } from '../support/consultation-room.ts';
import { everythingStored } from '../support/traces.ts';

const EVENING = new Date('2026-11-21T11:00:00Z');

describe('a report', () => {
  test('freezes the message with ten lines before and after, also those that were hidden', async () => {
    const { room, guest, k, admin } = await aReportedLine();
    for (let n = 0; n < 15; n += 1) await say(room.host, room.roomId, `前${n}`);
    const seq = await seqOf(say(guest.viewer, room.roomId, 'もっとひどい言葉'));
    await hideMessage(room.host, { roomId: room.roomId, seq: seq - 1 });
    for (let n = 0; n < 15; n += 1) await say(room.host, room.roomId, `後${n}`);
    expect(await report(k.viewer, room, seq, '何度もです')).toBe('reported');
    const frozen = await only(admin);
    expect(frozen).toMatchObject({ seq, nickname: 'あらし', ofHost: false, words: '何度もです' });
    expect(frozen.lines.map((line) => line.seq)).toEqual(
      Array.from({ length: 21 }, (_, n) => seq - 10 + n),
    );
    expect(frozen.lines[9]).toMatchObject({ text: '前14', hidden: true });
    expect(frozen.lines[10]).toMatchObject({ text: 'もっとひどい言葉', hidden: false });
  });

  test('of a talk of two says who listened and who was called in', async () => {
    const talk = await aTalkOfTwo(useFakeClock(BEFORE));
    await callToTalk(talk.person, talk.roomId, { opens: false });
    await comeWhenCalled(talk.colleague, await ringingId(talk.colleague));
    for (const one of [talk.person, talk.supporter, talk.colleague])
      await say(one, talk.roomId, 'ひとこと');
    const page = await latestMessages(talk.person, talk.roomId);
    const about = { roomId: talk.roomId, seq: page === 'not_found' ? 0 : page.seq };
    await reportMessage(talk.person, { ...about, why: 'attack', words: '' });
    const { lines } = await only(await anAccount(talk.organisationId, 'admin'));
    expect(lines.map(({ part }) => part)).toEqual([null, 'supporter', 'colleague']);
    for (const part of ['guest', 'supporter'])
      await expect(
        sql`update report_lines set part = ${part} where not host or ${part} = 'guest'`.execute(db),
      ).rejects.toThrow('report_lines_part');
  });

  test('outlives the room, word for word', async () => {
    const clock = useFakeClock(EVENING);
    const { room, k, seq, admin } = await aReportedLine();
    await report(k.viewer, room, seq);
    await closeRoom(room.host, room.roomId);
    clock.advance(days(31));
    await deleteOldRooms(clock.now);
    expect(await roomOf(room.host, room.roomId)).toBeUndefined();
    expect(await only(admin)).toMatchObject({
      ...{ roomStands: false, lines: [{ text: 'ひどい言葉' }] },
      outcomes: ['nothing', 'banned', 'passed'],
    });
  });

  test('says of who made it nothing, to nobody, in no row', async () => {
    const { room, k, seq, admin } = await aReportedLine();
    await report(k.viewer, room, seq, 'つらいです');
    const face = derivedPseudonym(k.viewer, organisationScope(room.organisationId));
    const { rows } = await sql<{ all: string }>`
      select (select string_agg(r::text, '') from reports r) || (select string_agg(l::text, '') from report_lines l)
        || (select string_agg(a::text, '') from audit_entries a) as all`.execute(db);
    const seen = rows[0]?.all + JSON.stringify(await reportsFor(admin));
    expect(seen).toContain('つらいです');
    for (const trace of [face, k.memberId, k.viewer.participantId]) {
      expect(seen).not.toContain(trace);
      expect(seen).not.toContain(trace.replaceAll('-', ''));
    }
  });

  test('is made of others’ messages that one can read, by members; and once by each', async () => {
    const { room, guest, k, seq, admin } = await aReportedLine();
    const other = await aRoom();
    expect(await report(guest.viewer, room, seq)).toBe('not_found');
    expect(await report((await createParticipant()).viewer, room, seq)).toBe('not_found');
    expect(await report((await other.guest('となり')).viewer, room, seq)).toBe('not_found');
    expect(await report(admin, room, seq)).toBe('not_found');
    for (const none of [1, 99, -1]) expect(await report(k.viewer, room, none)).toBe('not_found');
    await removeMember(room.host, { roomId: room.roomId, memberId: k.memberId });
    expect(await report(k.viewer, room, seq)).toBe('not_found');
    expect(await reportsFor(admin)).toEqual([]);
    const another = await room.guest('M');
    for (let n = 0; n < 3; n += 1) expect(await report(another.viewer, room, seq)).toBe('reported');
    expect(await reportsFor(admin)).toHaveLength(1);
  });

  describe('of one who reports whatever they find, all at once', () => {
    /** あらし reports twelve messages of K, who reported one of theirs before. */
    async function aFlood() {
      const scene = await aReportedLine();
      const { room, guest, k, seq } = scene;
      expect(await report(k.viewer, room, seq)).toBe('reported');
      const numbers: number[] = [];
      for (let n = 0; n < 12; n += 1)
        numbers.push(await seqOf(say(k.viewer, room.roomId, `ふつうの言葉${n}`)));
      const answers = await Promise.all(numbers.map((one) => report(guest.viewer, room, one)));
      expect(new Set(answers)).toEqual(new Set(['reported']));
      return scene;
    }

    test('nothing is dropped, and the others’ comes before their second', async () => {
      const { admin, seq } = await aFlood();
      const all = await reportsFor(admin);
      expect(all).toHaveLength(13);
      expect(all.slice(0, 2).map(({ from }) => from)).toEqual([0, 1]);
      expect(all[1]).toMatchObject({ seq, nickname: 'あらし' });
      expect(all.filter(({ from }) => from === 0)).toHaveLength(12);
    });

    test('the first five have the lines around them, the rest the message alone', async () => {
      const { admin } = await aFlood();
      const lines = (await reportsFor(admin))
        .filter(({ from }) => from === 0)
        .map((one) => one.lines.length);
      expect(lines.filter((count) => count > 1)).toHaveLength(5);
      expect(lines.filter((count) => count === 1)).toHaveLength(7);
    });

    test('their reports of another room of the organisation stand with these', async () => {
      const { room, guest, admin } = await aFlood();
      const other = await aRoom({ organisationId: room.organisationId });
      const seq = await seqOf(say(other.host, other.roomId, 'よその部屋の言葉'));
      const pseudonym = await showIn(organisationScope(room.organisationId), guest.viewer);
      await admitMember(db, other.roomId, { pseudonym, nickname: '別の名', role: 'participant' });
      expect(await report(guest.viewer, other, seq)).toBe('reported');
      expect((await reportsFor(admin)).filter(({ from }) => from === 0)).toHaveLength(13);
    });

    test('two organisations come to two marks: nothing ties their reports together', async () => {
      const { guest, room } = await aFlood();
      const elsewhere = await aRoom();
      const seq = await seqOf(say(elsewhere.host, elsewhere.roomId, 'よその言葉'));
      const pseudonym = await showIn(organisationScope(elsewhere.organisationId), guest.viewer);
      const role = 'participant';
      await admitMember(db, elsewhere.roomId, { pseudonym, nickname: 'あらし', role });
      await report(guest.viewer, elsewhere, seq);
      const { rows } = await sql`select from reports a join reports b on a.reporter = b.reporter
        where a.organisation_id = ${room.organisationId} and b.organisation_id <> a.organisation_id`.execute(
        db,
      );
      expect(rows).toHaveLength(0);
    });
  });

  test('is known to hosts as a number, but not where it is about a host', async () => {
    const { room, k, seq } = await aReportedLine();
    const known = async () => {
      const people = await peopleOf(room.host, room.roomId);
      return people !== 'not_found' && people.reports;
    };
    const words = await seqOf(say(room.host, room.roomId, '世話人の言葉'));
    await report(k.viewer, room, words);
    expect(await known()).toBe(0);
    await report(k.viewer, room, seq);
    expect(await known()).toBe(1);
    expect(await peopleOf(k.viewer, room.roomId)).not.toHaveProperty('reports');
  });
});

describe('who decides', () => {
  test('is the organisation’s admin, nobody else, and a try of others stands in the log', async () => {
    const { room, k, seq, admin } = await aReportedLine();
    await report(k.viewer, room, seq);
    const { id } = await only(admin);
    const stranger = await anAccount(await anOrganisation(), 'admin');
    for (const viewer of [room.host, stranger, await anOperator()]) {
      expect((await reportsFor(viewer)).filter((one) => one.id === id)).toEqual([]);
      expect(await decideReport(viewer, { reportId: id, outcome: 'nothing' })).toBe('not_found');
    }
    for (const reportId of ['1 OR 1=1', '', room.roomId])
      expect(await decideReport(admin, { reportId, outcome: 'nothing' })).toBe('not_found');
    expect(await decideReport(admin, { reportId: id, outcome: 'barred' })).toBe('not_found');
    expect(await actsIn(room.organisationId)).toEqual([
      ...['report.made', 'report.refused', 'report.refused', 'report.refused'],
    ]);
  });

  test('decides once, and it stands in the log', async () => {
    const { room, k, seq, admin } = await aReportedLine();
    await report(k.viewer, room, seq);
    expect(await reportsWaiting(admin)).toBe(1);
    expect(await decide(admin, 'nothing')).toBe('decided');
    expect(await decide(admin, 'hidden')).toBe('not_found');
    expect(await reportsWaiting(admin)).toBe(0);
    expect(await actsIn(room.organisationId, admin)).toEqual(['report.nothing']);
  });

  test('is never the host who is reported, even as the only admin; then the operator reads it', async () => {
    const room = await aRoom();
    const k = await room.guest('K');
    await db
      .insertInto('memberships')
      .values({
        ...{ organisation_id: room.organisationId, account_id: room.host.accountId, role: 'admin' },
      })
      .execute();
    const { organisationId } = room;
    const host = { ...room.host, memberships: [{ organisationId, role: 'admin' as const }] };
    const seq = await seqOf(say(host, room.roomId, '世話人の言葉'));
    await report(k.viewer, room, seq);
    expect(await reportsFor(host)).toEqual([]);
    const colleague = await adminOf(room);
    const { id, outcomes } = await only(colleague);
    expect(outcomes).toEqual(['nothing', 'hidden', 'put_out', 'passed']);
    expect(await decideReport(host, { reportId: id, outcome: 'nothing' })).toBe('not_found');
    const operator = await anOperator();
    const theirs = (await reportsFor(operator)).find((one) => one.id === id);
    expect(theirs).toMatchObject({ ofHost: true, outcomes: ['nothing'] });
    expect(await decideReport(colleague, { reportId: id, outcome: 'put_out' })).toBe('decided');
    expect(await roomOf(host, room.roomId)).toBeUndefined();
  });

  test('leaves in the log nothing that the host who is reported reads there as an admin', async () => {
    const room = await aRoom();
    const k = await room.guest('K');
    const { organisationId } = room;
    const host = { ...room.host, memberships: [{ organisationId, role: 'admin' as const }] };
    const logOf = async (reader: AccountViewer) => {
      const acts = await auditOf(reader, organisationId);
      if (acts === 'not_found') throw new Error(acts);
      return acts.map(({ act }) => act).filter((act) => act.startsWith('report.'));
    };
    const ofHost = await seqOf(say(host, room.roomId, '世話人の言葉'));
    await report(k.viewer, room, ofHost);
    const colleague = await adminOf(room);
    const [{ id = '' } = {}] = await reportsFor(colleague);
    await decideReport(colleague, { reportId: id, outcome: 'passed' });
    await decideReport(await anOperator(), { reportId: id, outcome: 'nothing' });
    expect(await logOf(host)).toEqual([]);
    expect(await logOf(colleague)).toEqual(['report.site_nothing', 'report.passed', 'report.made']);
    const ofGuest = await seqOf(say(k.viewer, room.roomId, '参加者の言葉'));
    await report(host, room, ofGuest);
    expect(await logOf(host)).toEqual(['report.made']);
  });
});

describe('what is decided is done at once', () => {
  const after = async (outcome: string) => {
    const scene = await aReportedLine();
    await report(scene.k.viewer, scene.room, scene.seq, 'つらいです');
    expect(await decide(scene.admin, outcome)).toBe('decided');
    return scene;
  };

  test('hidden: nobody reads the words any more', async () => {
    const { room, k, seq } = await after('hidden');
    const page = await messagesAfter(k.viewer, { roomId: room.roomId, after: 0 });
    expect(page).toMatchObject({ hidden: [seq] });
    expect(JSON.stringify(page)).not.toContain('ひどい言葉');
  });

  test('muted: they read on and write no more', async () => {
    const { room, guest } = await after('muted');
    expect(await say(guest.viewer, room.roomId, 'まだ')).toBe('muted');
  });

  test('put out: they find the room no more', async () => {
    const { room, guest } = await after('put_out');
    expect(await roomOf(guest.viewer, room.roomId)).toBeUndefined();
  });

  test('banned: they stand among those who are kept out', async () => {
    const { room, guest, admin } = await after('banned');
    expect(await roomOf(guest.viewer, room.roomId)).toBeUndefined();
    expect(await bansOf(admin, room.organisationId)).toMatchObject([{ nickname: 'あらし' }]);
  });

  test('banned: what the reporter wrote stays with the report, and goes when it goes', async () => {
    const clock = useFakeClock(EVENING);
    const { room, k, seq, admin } = await aReportedLine();
    await report(k.viewer, room, seq, 'Kだけが知っていること');
    await decide(admin, 'banned');
    expect(await bansOf(admin, room.organisationId)).toMatchObject([{ reason: '' }]);
    clock.advance(days(31));
    await deleteOldReports(clock.now);
    expect(await everythingStored(process.env['DATABASE_URL'] ?? '')).not.toContain('Kだけが');
  });
});

test('of somebody who erases everything the report keeps the words, and nothing that leads to them', async () => {
  const { room, guest, k, seq, admin } = await aReportedLine();
  await report(k.viewer, room, seq);
  const face = derivedPseudonym(guest.viewer, organisationScope(room.organisationId));
  await inTransaction((trx, afterCommit) =>
    membershipsHeld.forget(
      trx,
      [{ scope: organisationScope(room.organisationId), pseudonym: face }],
      afterCommit,
    ),
  );
  expect(await only(admin)).toMatchObject({
    ...{ hasFace: false, lines: [{ text: 'ひどい言葉' }], outcomes: ['nothing', 'hidden'] },
  });
  const { rows } = await sql`select from reports where reported_pseudonym = ${face}`.execute(db);
  expect(rows).toHaveLength(0);
});

describe('time', () => {
  test('deletes a report with its lines thirty days after the decision, not a moment before', async () => {
    const clock = useFakeClock(EVENING);
    const { room, k, seq, admin } = await aReportedLine();
    await report(k.viewer, room, seq);
    clock.advance(days(20));
    await decide(admin, 'nothing');
    clock.advance(days(30));
    await deleteOldReports(clock.now);
    const { lines } = await only(admin);
    expect(lines).toHaveLength(1);
    clock.advance(1);
    await deleteOldReports(clock.now);
    expect(await reportsFor(admin)).toEqual([]);
    const { rows } = await sql`select from report_lines l left join reports r on r.id = l.report_id
      where r.id is null`.execute(db);
    expect(rows).toHaveLength(0);
  });

  test('deletes what nobody decided after a year, and what was passed on as well', async () => {
    const clock = useFakeClock(EVENING);
    const { room, k, seq, admin } = await aReportedLine();
    await report(k.viewer, room, seq);
    await decide(admin, 'passed');
    clock.advance(days(365));
    await deleteOldReports(clock.now);
    expect(await reportsFor(admin)).toHaveLength(1);
    clock.advance(1);
    await deleteOldReports(clock.now);
    expect(await reportsFor(admin)).toEqual([]);
  });
});

test.each([
  ['reports_why', `why = 'boring'`],
  ['reports_words_length', `words = repeat('あ', 2001)`],
  ['reports_outcome', `outcome = 'sung', decided_at = now()`],
  ['reports_site_outcome', `site_outcome = 'sung', site_decided_at = now()`],
  ['reports_decided', `outcome = 'nothing', decided_at = null`],
  ['reports_decided_on_site', `site_decided_at = now(), site_outcome = null`],
  ['reports_of_one_room', `desk_room_id = room_id, reported_pseudonym = null`],
  ['reports_at_desks_of_staff', `desk_room_id = room_id, room_id = null`],
  ['reports_are_of_one', `reported_account_id = (select id from accounts limit 1)`],
])('the database itself holds %s', async (constraint, change) => {
  const { room, k, seq } = await aReportedLine();
  await report(k.viewer, room, seq);
  const changed = sql`update reports set ${sql.raw(change)} where room_id = ${room.roomId}`;
  await expect(changed.execute(db)).rejects.toMatchObject({ constraint });
});
