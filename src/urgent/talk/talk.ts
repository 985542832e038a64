/** What the person's page shows of their contact. Times are milliseconds since 1970. */
import type { RoomId } from '#rooms';
import type { Appointed } from '../callbacks/callback.ts';
import type { ContactState } from '../contact.ts';
import type { StageName } from '../route.ts';
import type { HandOverShown } from '../passing-on/hand-over.ts';
import type { PassedOn } from '../passing-on/passing-on.ts';

type StageProgress = 'ringing' | 'asked' | 'nobody_there' | 'next' | 'later';

export interface TalkStage {
  stage: StageName;
  /** Names of its windows. */
  windows: string[];
  progress: StageProgress;
  /** Who is rung there now, by the name they show. */
  ringing: string[];
  /** None of the windows that ring names the person's language. */
  otherLanguage: boolean;
}

export interface Talk {
  contactId: string;
  state: ContactState;
  area: string | null;
  prefCode: string | null;
  nickname: string;
  words: string;
  stages: TalkStage[];
  pressedAt: number;
  /** When the stage that rings now began, and when the next joins. */
  stageFrom: number | null;
  stageUntil: number | null;
  /** The route is at its end: hotlines and leaving words are offered, whoever comes on duty is still rung. */
  atEnd: boolean;
  /** Whoever answered went missing; the person is first in line again. */
  staffLost: boolean;
  answeredBy: { name: string; window: string } | null;
  handOver: HandOverShown | null;
  /** What windows may read of what was said before. */
  passed: PassedOn[];
  roomId: RoomId | null;
  /** When the next talk is, where that is agreed. */
  appointed: Appointed | null;
  /** By when words that were left, or would be now, are answered; null where nobody writes back. */
  answerBy: number | null;
  /** What else this person has open. */
  others: OpenTalk[];
}

/** A way to a contact that is open. */
export interface OpenTalk extends Pick<Talk, 'contactId' | 'state'> {
  /** Where somebody talks with them, that one; otherwise those of the route. */
  windows: string[];
  since: number;
  /** When it goes on of itself: the agreed time, or the day by which words are answered. */
  at: number;
}

/** How far each stage of the route is. */
export function progressOf(
  index: number,
  contact: { stage: number; ringing: boolean; asked: boolean },
): StageProgress {
  if (contact.ringing) return 'ringing';
  if (index <= contact.stage && contact.asked) return 'asked';
  if (index <= contact.stage) return 'nobody_there';
  return index === contact.stage + 1 ? 'next' : 'later';
}

/** A stage that a press would pass through, before it is made. */
export interface StageAhead {
  stage: StageName;
  windows: string[];
  /** Until when somebody there has said to stay; null where nobody is. */
  staffedUntil: number | null;
  /** Since or from when somebody is expected there; null where that is not known. */
  nextFrom: number | null;
}
