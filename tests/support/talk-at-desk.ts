/** A talk at a desk, and one that went from there to another. */
import { answerContact, type Press } from '#urgent/server';
import { useNightClock } from './clock.ts';
import { aCaller, aSecondPasses } from './contacts.ts';
import { say } from './rooms.ts';
import { onDutyAt } from './staff.ts';
import { aTown } from './towns.ts';

/** Somebody talks with the staff of their town. */
export async function aTalkAtADesk(over: Partial<Press> = {}) {
  const clock = useNightClock();
  const town = await aTown();
  const desk = await onDutyAt(town.own);
  const { viewer: person, contactId } = await aCaller(town, over);
  const answered = await answerContact(desk.viewer, contactId);
  if (answered.is !== 'answered') throw new Error(answered.is);
  return { clock, town, desk, person, contactId, roomId: answered.roomId };
}

/** What each desk could read is marked by what was said while it held the talk. */
export async function aTalkBeforeAndAfter() {
  const town = await aTown();
  const first = await onDutyAt(town.own);
  const { viewer: person, contactId } = await aCaller(town, { words: 'はじめの言葉' });
  const answered = await answerContact(first.viewer, contactId);
  if (answered.is !== 'answered') throw new Error(answered.is);
  const { roomId } = answered;
  await say(person, roomId, '前の話');
  const second = await onDutyAt(town.centre);
  const rung = await onDutyAt(town.centre);
  await first.goes();
  await aSecondPasses();
  await answerContact(second.viewer, contactId);
  await say(person, roomId, 'あとの話');
  return { town, first, second, rung, person, contactId, roomId };
}
