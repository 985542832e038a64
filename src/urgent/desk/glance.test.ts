import { expect, test } from 'vitest';
import type { MemberId, Message, RoomId } from '#rooms';
import { glanceOf, neediestFirst } from './glance.ts';

const staff = 'staff' as MemberId;
const person = 'person' as MemberId;
let seq = 0;

const said = (authorId: MemberId | null, text: string, over: Partial<Message> = {}): Message => ({
  ...{
    roomId: 'r' as RoomId,
    seq: (seq += 1),
    kind: 'text',
    nickname: '',
    host: false,
    part: null,
  },
  ...{ sentAt: seq * 1_000, clientId: '', hidden: false, authorId, text },
  ...over,
});

const of = (...messages: Message[]) => glanceOf(messages, staff);

test('what the person wrote since the desk’s last words waits for an answer', () => {
  expect(
    of(
      said(person, 'こんばんは'),
      said(staff, 'はい'),
      said(person, 'あの'),
      said(person, 'えっと'),
    ),
  ).toMatchObject({
    last: 'えっと',
    unanswered: 2,
  });
});

test('nothing waits once the desk has answered, nor before anything was said', () => {
  expect(of(said(person, 'こんばんは'), said(staff, 'はい')).unanswered).toBe(0);
  expect(of()).toEqual({ last: '', lastAt: 0, unanswered: 0, waitsSince: undefined });
});

test('words of a colleague who held the talk before answer nobody now', () => {
  expect(of(said(person, 'こんばんは'), said('before' as MemberId, 'はい'))).toMatchObject({
    unanswered: 2,
  });
});

test('lines of the room and hidden words are no last words', () => {
  const line = said(null, '', { kind: 'staff_changed' });
  expect(of(said(person, 'こんばんは'), said(person, '', { hidden: true }), line)).toMatchObject({
    last: 'こんばんは',
    unanswered: 1,
  });
});

test('who has waited longest for an answer stands first, who waits for none after them', () => {
  const early = of(said(person, '先'));
  const late = of(said(person, '後'));
  const old = of(said(staff, '前'));
  const fresh = of(said(staff, '今'));
  const quiet = of();
  expect([quiet, old, late, fresh, early].sort(neediestFirst)).toEqual([
    early,
    late,
    fresh,
    old,
    quiet,
  ]);
});
