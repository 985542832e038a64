/** A talk at a town's desk that may go to the prefecture's centre. */
import { postMessage } from '#rooms/server';
import { answerHandOver, askToHandOver, deskOf, talkOf } from '#urgent/server';
import { aTalkAtADesk } from './talk-in-turn.ts';
import { onDutyAt, type OnDuty } from './urgent.ts';

export async function aTalk() {
  const { desk: first, ...talk } = await aTalkAtADesk();
  const { town, person, roomId } = talk;
  const centre = await onDutyAt(town.centre);
  const say = (viewer: typeof person | OnDuty['viewer'], text: string) =>
    postMessage(viewer, { roomId, clientId: crypto.randomUUID(), text });
  await say(person, 'ここまでのこと');
  return { ...talk, first, centre, say };
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
