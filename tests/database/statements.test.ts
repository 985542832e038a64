/** What somebody could not say in time: who hands it in, who decides, where it stands. */
import { randomUUID } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { auditOf } from '#organisations/server';
import { days, minutes } from '#platform/clock';
import { brokenConstraint, db, sql } from '#platform/db';
import { MOST_WAITING, type RoomViewer, type StatementId } from '#rooms';
import {
  admitMember,
  closeRoom,
  declineStatement,
  deleteOldRooms,
  handInStatement,
  hideMessage,
  messagesAfter,
  ownStatements,
  placeStatement,
  sayCannotHear,
  statementsWaitingFor,
  unheardIn,
} from '#rooms/server';
import { decideLateStatement, lateStatementsOf } from '#signup/server';
import { useFakeClock } from '../support/clock.ts';
import { createParticipant, showIn } from '../support/participants.ts';
import { aRoom, say } from '../support/rooms.ts';
import { anAccount } from '../support/organisations.ts';

const EVENING = '2026-11-22T21:40:00+09:00';

async function scene() {
  const clock = useFakeClock(EVENING);
  const room = await aRoom();
  const { roomId, host } = room;
  const [aoi, k] = [await room.guest('あおい'), await room.guest('K')];
  for (const text of ['一', '二', '三']) await say(k.viewer, roomId, text);
  const handIn = (viewer: RoomViewer, text: string, more: object = {}) =>
    handInStatement(viewer, { roomId, clientId: randomUUID(), text, ...more });
  const own = async (viewer: RoomViewer) => {
    const found = await ownStatements(viewer, roomId);
    if (found === 'not_found') throw new Error('not found');
    return found;
  };
  const waiting = async (viewer: RoomViewer = host) => {
    const found = await unheardIn(viewer, roomId);
    return found === 'not_found' ? [] : found.statements;
  };
  const decide = async (act: typeof placeStatement | typeof declineStatement, answer = '') => {
    const [first] = await waiting();
    if (!first) throw new Error('nothing waits');
    return act(host, { roomId, statementId: first.id, answer });
  };
  const record = async (viewer: RoomViewer, after = 0) => {
    const page = await messagesAfter(viewer, { roomId, after });
    if (page === 'not_found') throw new Error('not found');
    return page.messages.map(({ seq, text, standsAfter }) => [seq, text, standsAfter]);
  };
  return { clock, room, roomId, host, aoi, k, handIn, own, waiting, decide, record };
}

describe('a late statement', () => {
  test('that its author has said after all stays out of the record, and breaks nothing for the host', async () => {
    const { roomId, aoi, own, decide, record } = await scene();
    const clientId = randomUUID();
    await handInStatement(aoi.viewer, { roomId, clientId, text: 'いま言えました' });
    await say(aoi.viewer, roomId, 'いま言えました', clientId);
    expect(await decide(placeStatement)).toBe('not_found');
    expect(await decide(declineStatement)).toBe('declined');
    expect(await record(aoi.viewer, 4)).toHaveLength(1);
    expect((await own(aoi.viewer)).statements).toMatchObject([{ state: 'declined' }]);
  });

  test('is one of five that one member has waiting, also where twelve come at the same moment', async () => {
    const { aoi, handIn, waiting } = await scene();
    const twelve = Array.from({ length: 12 }, (_, n) => handIn(aoi.viewer, `${n}`));
    const answers = await Promise.all(twelve);
    expect(answers.filter((answer) => answer === 'handed_in')).toHaveLength(MOST_WAITING);
    expect(await waiting()).toHaveLength(MOST_WAITING);
  });

  test('waits for a host, then stands in the record of everybody, after its line and under its own number', async () => {
    const { clock, host, aoi, k, handIn, own, waiting, decide, record } = await scene();
    expect(await handIn(aoi.viewer, '言いたかったこと', { standsAfter: 2 })).toBe('handed_in');
    expect(await record(k.viewer, 4)).toEqual([]);
    expect(await waiting()).toMatchObject([
      { nickname: 'あおい', text: '言いたかったこと', after: { nickname: 'K', text: '一' } },
    ]);
    expect((await own(aoi.viewer)).statements).toMatchObject([{ state: 'waiting' }]);
    clock.advance(minutes(20));
    expect(await decide(placeStatement)).toBe('placed');
    for (const viewer of [aoi.viewer, k.viewer, host])
      expect(await record(viewer, 4)).toEqual([[5, '言いたかったこと', 2]]);
    expect(await waiting()).toEqual([]);
    expect((await own(aoi.viewer)).statements).toMatchObject([
      { state: 'placed', text: '言いたかったこと', writtenAt: new Date(EVENING).getTime() },
    ]);
  });

  test('stands by itself where its author could no longer hear, else at the end', async () => {
    const { roomId, aoi, k, own } = await scene();
    expect((await own(aoi.viewer)).standsAfter).toBe(4);
    await sayCannotHear(aoi.viewer, roomId);
    await say(k.viewer, roomId, '聞こえなかったこと');
    expect((await own(aoi.viewer)).standsAfter).toBe(4);
    expect((await own(k.viewer)).standsAfter).toBe(5);
  });

  test('handed in twice is one; other words under the same id are not taken for it', async () => {
    const { aoi, handIn, own } = await scene();
    const clientId = randomUUID();
    for (let n = 0; n < 2; n += 1)
      expect(await handIn(aoi.viewer, '同じ文', { clientId })).toBe('handed_in');
    expect(await handIn(aoi.viewer, '別の文', { clientId })).toBe('conflict');
    const again = randomUUID();
    const both = [1, 2].map(() => handIn(aoi.viewer, 'また', { clientId: again }));
    await Promise.all(both);
    expect((await own(aoi.viewer)).statements).toHaveLength(2);
  });

  test('permitted twice, by two hosts at once, stands once', async () => {
    const { room, roomId, aoi, handIn, waiting, record } = await scene();
    const colleague = await anAccount(room.organisationId, 'publisher');
    const { accountId } = colleague;
    await admitMember(db, roomId, { accountId, nickname: 'みどり', role: 'host' });
    await handIn(aoi.viewer, '一度だけ');
    const [first] = await waiting();
    const statementId = first?.id ?? ('' as StatementId);
    const done = await Promise.all(
      [room.host, colleague].map((host) => placeStatement(host, { roomId, statementId })),
    );
    expect(done.sort()).toEqual(['not_found', 'placed']);
    expect(await record(aoi.viewer, 4)).toHaveLength(1);
  });

  test('that is declined stays its author’s, with the host’s word; nobody else ever reads it', async () => {
    const { aoi, k, handIn, own, waiting, decide, record } = await scene();
    await handIn(aoi.viewer, 'わたしだけの文');
    expect(await decide(declineStatement, 'また聞かせてください')).toBe('declined');
    expect((await own(aoi.viewer)).statements).toMatchObject([
      { state: 'declined', text: 'わたしだけの文', answer: 'また聞かせてください' },
    ]);
    expect(await waiting()).toEqual([]);
    expect(await record(k.viewer, 4)).toEqual([]);
    expect((await own(k.viewer)).statements).toEqual([]);
  });

  test('can be handed in and permitted after closing, until the texts are deleted, and goes with them', async () => {
    const { clock, roomId, host, aoi, handIn, decide, record } = await scene();
    await closeRoom(host, roomId);
    clock.advance(days(29));
    expect(await handIn(aoi.viewer, 'あとから')).toBe('handed_in');
    expect(await statementsWaitingFor(host)).toMatchObject([{ count: 1 }]);
    expect(await decide(placeStatement)).toBe('placed');
    expect(await record(aoi.viewer, 5)).toEqual([[6, 'あとから', 5]]);
    await handIn(aoi.viewer, 'もうひとつ');
    clock.advance(days(1) + 1);
    await deleteOldRooms(clock.now);
    expect(await handIn(aoi.viewer, 'おそい')).toBe('not_found');
    const { rows } = await sql`select from statements where room_id = ${roomId}`.execute(db);
    expect(rows).toEqual([]);
  });

  test('waits with no more than four others of the same person', async () => {
    const { aoi, k, handIn } = await scene();
    for (let n = 0; n < MOST_WAITING; n += 1) await handIn(aoi.viewer, `${n}`);
    expect(await handIn(aoi.viewer, 'もうひとつ')).toBe('too_many');
    expect(await handIn(k.viewer, 'ひとつ')).toBe('handed_in');
  });

  test('in the record can be hidden like every other message', async () => {
    const { roomId, host, aoi, k, handIn, decide, record } = await scene();
    await handIn(aoi.viewer, '消したい');
    await decide(placeStatement);
    expect(await hideMessage(host, { roomId, seq: 5 })).toBe('hidden');
    expect(await record(k.viewer, 4)).toEqual([[5, '', 4]]);
  });
});

describe('nobody else', () => {
  test('hands in, reads or decides: strangers, other participants, hosts of other rooms', async () => {
    const { roomId, host, aoi, k, handIn, waiting } = await scene();
    const stranger = (await createParticipant()).viewer;
    await handIn(aoi.viewer, '待っています');
    const [first] = await waiting();
    const statementId = first?.id ?? ('' as StatementId);
    const other = await aRoom();
    for (const viewer of [stranger, aoi.viewer, k.viewer, other.host])
      for (const act of [placeStatement, declineStatement])
        expect(await act(viewer, { roomId, statementId, answer: '' })).toBe('not_found');
    expect(await placeStatement(other.host, { roomId: other.roomId, statementId })).toBe(
      'not_found',
    );
    for (const viewer of [stranger, host, other.host]) {
      expect(await handIn(viewer, '入れて')).toBe('not_found');
      expect(await ownStatements(viewer, roomId)).toBe('not_found');
    }
    expect(await waiting(k.viewer)).toEqual([]);
    expect(await statementsWaitingFor(other.host)).toEqual([]);
    expect(await waiting()).toHaveLength(1);
  });

  test('puts one where it cannot stand: beyond the last line, or among lines that are not theirs to read', async () => {
    const { room, roomId, aoi, handIn } = await scene();
    expect(await handIn(aoi.viewer, 'さき', { standsAfter: 5 })).toBe('not_found');
    const late = (await createParticipant()).viewer;
    const pseudonym = await showIn(`organisation:${room.organisationId}`, late);
    const as = { pseudonym, nickname: 'あとから', role: 'participant' as const, readsAfter: 3 };
    await admitMember(db, roomId, as);
    expect(await handIn(late, 'まえ', { standsAfter: 2 })).toBe('not_found');
    expect(await handIn(late, 'ここ', { standsAfter: 3 })).toBe('handed_in');
  });

  test('who came later reads what was put among the lines before', async () => {
    const { room, roomId, aoi, handIn, decide, record } = await scene();
    const late = (await createParticipant()).viewer;
    const pseudonym = await showIn(`organisation:${room.organisationId}`, late);
    const as = { pseudonym, nickname: 'あとから', role: 'participant' as const, readsAfter: 4 };
    await admitMember(db, roomId, as);
    await handIn(aoi.viewer, 'まえの話', { standsAfter: 2 });
    await decide(placeStatement);
    expect(await record(late)).toEqual([[5, '', 2]]);
  });
});

test('on the page of the date, whoever may host decides, also when they were not in the room; others are refused and it is noted', async () => {
  const { room, roomId, aoi, handIn, waiting, record } = await scene();
  await handIn(aoi.viewer, '待っています');
  const { occurrence_id } = await db
    .selectFrom('rooms')
    .select('occurrence_id')
    .where('id', '=', roomId)
    .executeTakeFirstOrThrow();
  const occurrenceId = occurrence_id ?? '';
  const [colleague, supporter, stranger] = [
    await anAccount(room.organisationId, 'publisher'),
    await anAccount(room.organisationId, 'peer_supporter'),
    (await aRoom()).host,
  ];
  const [first] = await lateStatementsOf(colleague, occurrenceId);
  const decision = { statementId: first?.id ?? ('' as StatementId), place: true as const };
  for (const viewer of [supporter, stranger]) {
    expect(await lateStatementsOf(viewer, occurrenceId)).toEqual([]);
    expect(await decideLateStatement(viewer, occurrenceId, decision)).toBe('not_found');
  }
  const admin = await anAccount(room.organisationId, 'admin');
  expect(await auditOf(admin, room.organisationId)).toMatchObject([
    { act: 'room.refused' },
    { act: 'room.refused' },
  ]);
  expect(await waiting()).toHaveLength(1);
  expect(await decideLateStatement(colleague, occurrenceId, decision)).toBe('placed');
  expect(await record(aoi.viewer, 4)).toHaveLength(1);
});

test('the table itself holds that a statement stands before its own number, and is a text', async () => {
  const { roomId, aoi } = await scene();
  const insert = (kind: string, standsAfter: number) =>
    sql`insert into messages (room_id, seq, author_id, client_id, kind, body, sent_at, stands_after)
      values (${roomId}, 9, ${aoi.memberId}, gen_random_uuid(), ${kind}, '', now(), ${standsAfter})`
      .execute(db)
      .then(() => 'kept', brokenConstraint);
  expect(await insert('text', 9)).toBe('messages_stand_earlier');
  expect(await insert('text', -1)).toBe('messages_stand_earlier');
  expect(await insert('opened', 3)).toBe('messages_statements_are_texts');
});
