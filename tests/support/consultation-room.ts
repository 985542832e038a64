/** A consultation's room with its two inside, and a colleague who agreed to stand by; a quarter before the start. */
import type { AccountViewer, Role } from '#accounts';
import type { ParticipantViewer } from '#participants';
import type { RoomId, RoomViewer } from '#rooms';
import { callsRingingAt, latestMessages, openRoom } from '#rooms/server';
import { agreeToStandBy, nameStandBy, standByRequests } from '#schedule/server';
import { enterOccurrenceRoom, hostOccurrenceRoom } from '#signup/server';
import { aListener, slotRowsOf, type Listening } from './consultations.ts';
import type { useFakeClock } from './clock.ts';
import { anAccount } from './organisations.ts';
import { signedUp } from './signup.ts';

/** Before the Wednesday of `wednesdays`, and a quarter before its first slot at 19:00. */
export const BEFORE = '2026-11-21T03:00:00Z';
const QUARTER_BEFORE = new Date('2026-11-25T09:45:00Z');

export interface TalkOfTwo extends Listening {
  slotId: string;
  roomId: RoomId;
  person: ParticipantViewer;
  colleague: AccountViewer;
}

export async function standingBy(
  { supporter, seriesId }: Listening,
  colleague: AccountViewer,
  nickname = 'さくら',
): Promise<void> {
  const of = { seriesId, supporterAccountId: supporter.accountId };
  await nameStandBy(supporter, of, colleague.accountId);
  const [asked] = await standByRequests(colleague);
  await agreeToStandBy(colleague, { id: asked?.id ?? '', nickname });
}

export async function aTalkOfTwo(
  clock: ReturnType<typeof useFakeClock>,
  role: Role = 'window_staff',
): Promise<TalkOfTwo> {
  const listening = await aListener();
  const colleague = await anAccount(listening.organisationId, role);
  await standingBy(listening, colleague);
  const [slot] = await slotRowsOf(listening.seriesId);
  const slotId = slot?.id ?? '';
  const { viewer: person } = await signedUp(slotId, { nickname: 'そら' });
  clock.set(QUARTER_BEFORE);
  const roomId = (await hostOccurrenceRoom(listening.supporter, slotId)) as RoomId; // Or what follows fails.
  await openRoom(listening.supporter, roomId);
  await enterOccurrenceRoom(person, slotId);
  return { ...listening, slotId, roomId, person, colleague };
}

/** The lines somebody reads there: their words, else their kind. */
export async function textsReadBy(
  viewer: RoomViewer,
  { roomId }: TalkOfTwo,
): Promise<string[] | 'not_found'> {
  const page = await latestMessages(viewer, roomId);
  return page === 'not_found' ? page : page.messages.map(({ kind, text }) => text || kind);
}

/** The call that rings at a colleague. */
export async function ringingId(colleague: AccountViewer): Promise<string> {
  const [call] = await callsRingingAt(colleague);
  return call?.id ?? '';
}
