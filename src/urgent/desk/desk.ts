/** What a desk shows. Times are milliseconds since 1970. Words are there only where the account may read them. */
import type { DutyWindow } from '#duty';
import type { RoomView } from '#rooms';
import type { ContactEventKind } from '../contact.ts';
import type { StageName } from '../route.ts';
import type { AppointedAtDesk, NextTime } from '../callbacks/callback.ts';
import type { Alarm } from './emergency/emergency.ts';
import type { DoubtToConfirm } from './genuine/doubt.ts';
import type { DeskRecord } from './record/record.ts';
import type { WrapUp } from './wrap-up/wrap-up.ts';
import type { LettersAtDesk } from '../letters/letter.ts';
import type { Question } from '../experts/question.ts';
import type { DeskHandOver, HandedOverRing } from '../passing-on/hand-over.ts';
import type { EarlierTalk } from '../passing-on/passing-on.ts';

export interface RouteLine {
  at: number;
  kind: ContactEventKind;
  /** Who passed, answered or was lost. */
  who: string | null;
  /** Windows that were rung. */
  windows: string[];
  /** Why it rang there, or widened. */
  reason: string | null;
}

/** A contact may look for somebody once more, days after it was made. */
export const SEARCH_BEGINS: ContactEventKind[] = ['pressed', 'callback_due', 'person_back'];

export interface Person {
  contactId: string;
  name: string;
  area: string | null;
  since: number;
}

export interface DeskRing extends Person {
  words: string;
  rungAt: number;
  /** One of many from one network; null where it comes by itself. */
  group: number | null;
  stageFrom: number | null;
  stageUntil: number | null;
  next: { stage: StageName; windows: string[] } | null;
  route: RouteLine[];
  /** Set where a talk under way is handed over. */
  handedOver: HandedOverRing | null;
  /** Whoever had answered went missing. */
  again: boolean;
  /** A time that was agreed has come. */
  agreed: boolean;
}

/** Whom the keys answer: one of many from one network only where nobody else rings. */
export const firstInLine = (rings: DeskRing[]): DeskRing | undefined =>
  rings.find(({ group }) => group === null) ?? rings[0];

/** Of those who come by themselves, of one network's, and in all: nobody looks through more. */
const SHOWN = { alone: 20, ofOneGroup: 5, inAll: 60 };
export const FIRST_SHOWN = SHOWN.alone;
/** Of cards about words that are late: whoever rings and talks stands below no more. */
export const LATE_SHOWN = 5;

/** Whom a desk is sent, of all in line by the network they come from: first whoever comes by themselves. */
export function shownOf(byGroup: ReadonlyMap<number | null, string[]>): string[] {
  const { alone, ofOneGroup, inAll } = SHOWN;
  const groups = [...byGroup].filter(([group]) => group !== null);
  const first = (byGroup.get(null) ?? []).slice(0, alone);
  return [...first, ...groups.flatMap(([, ids]) => ids.slice(0, ofOneGroup))].slice(0, inAll);
}

export interface DeskTalk extends Person {
  /** When the next one is. */
  next: NextTime | null;
  /** What was said before that the person lets the account read. */
  earlier: EarlierTalk[];
  questions: Question[];
  /** Somebody held the talk before. */
  saidBefore: boolean;
  handOver: DeskHandOver | null;
  words: string;
  room: RoomView;
  /** What staff keep of the talk, as far as the viewer may read it. */
  record: DeskRecord;
  /** What is often said at this window, in the person's language. */
  phrases: string[];
  /** What the window's procedure for danger adds. */
  procedure: string;
  /** The person's page is open. */
  personThere: boolean;
  route: RouteLine[];
}

export interface Desk extends LettersAtDesk {
  /** Times to talk, the next first. */
  callbacks: AppointedAtDesk[];
  windows: DutyWindow[];
  /** Where somebody may be in danger now, at windows that the viewer supervises. */
  alarms: Alarm[];
  /** What colleagues hold to be no genuine calls, to be confirmed. */
  doubts: DoubtToConfirm[];
  /** Those shown, and by the network they come from how many ring in all. */
  rings: DeskRing[];
  ringsFrom: ReadonlyMap<number | null, number>;
  talks: DeskTalk[];
  /** Those who look for somebody through the account's windows and do not ring here: the first, and how many. */
  waiting: { first: Person[]; count: number };
  endedToday: number;
  /** What nobody has said yet how it ended, of the last day. */
  wrapUps: WrapUp[];
}
