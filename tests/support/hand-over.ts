/** A talk at a town's desk that may go to the prefecture's centre. */
import { answerHandOver, askToHandOver, deskOf, talkOf } from '#urgent/server';
import { say } from './rooms.ts';
import { aTalkAtADesk } from './talk-at-desk.ts';
import { onDutyAt, type OnDuty } from './staff.ts';

export async function aTalk() {
  const { desk: first, ...talk } = await aTalkAtADesk();
  const centre = await onDutyAt(talk.town.centre);
  await say(talk.person, talk.roomId, 'ここまでのこと');
  return { ...talk, first, centre };
}
export type Talk = Awaited<ReturnType<typeof aTalk>>;

export const ask = (
  { first, contactId, town }: Pick<Talk, 'first' | 'contactId' | 'town'>,
  windowId = town.centre,
  meetsAt?: Date,
) => askToHandOver(first.viewer, { contactId, windowId, accountId: null, meetsAt });

/** What the person answers to whatever they are asked. */
export async function answers(
  { person, contactId }: Pick<Talk, 'person' | 'contactId'>,
  over: Partial<Parameters<typeof answerHandOver>[1]> = {},
) {
  const handOverId = (await talkOf(person))?.handOver?.id ?? '';
  return answerHandOver(person, {
    ...{ contactId, handOverId, answer: 'yes', passes: 'first_words', days: 30 },
    ...over,
  });
}

export const consentAt = async (viewer: OnDuty['viewer'], contactId: string) =>
  (await deskOf(viewer)).talks.find((talk) => talk.contactId === contactId)?.earlier[0]
    ?.consentId ?? '';
