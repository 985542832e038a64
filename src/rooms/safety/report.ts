/** A message that somebody found unbearable, and what those who answer for the room make of it. */
import type { Brand } from '#platform/brand';
import type { HostPart } from '../room.ts';

export type ReportId = Brand<string, 'ReportId'>;

export const REPORT_REASONS = [
  'attack',
  'personal',
  'soliciting',
  'sexual',
  'worry',
  'other',
] as const;
export type ReportReason = (typeof REPORT_REASONS)[number];
export const LONGEST_REPORT = 500;

/** What those who answer for a room can make of a report. */
export type Outcome = 'nothing' | 'hidden' | 'muted' | 'put_out' | 'banned' | 'passed' | 'taken_up';
/** What a supervisor can make of what was reported at their desk: the talk goes on, with whoever holds it. */
export const AT_DESK = ['nothing', 'hidden', 'taken_up'] as const satisfies readonly Outcome[];
/** What the operator can make of one that was passed on. */
export const SITE_OUTCOMES = ['nothing', 'barred'] as const;
export type SiteOutcome = (typeof SITE_OUTCOMES)[number];

export interface ReportLine {
  seq: number;
  nickname: string;
  host: boolean;
  /** Of a host in a talk of two. */
  part: HostPart | null;
  text: string;
  sentAt: Date;
  /** A host had hidden it from the others. */
  hidden: boolean;
}

/** As those who decide see it: never who reported. */
export interface Report {
  id: ReportId;
  /** The same number for all that one person reported; says nothing of who they are. */
  from: number;
  /** Of an urgent talk: its words and lines are there once it is opened, and that is noted. */
  ofDesk: boolean;
  roomTitle: string;
  /** Of the message that was reported. */
  seq: number;
  nickname: string;
  /** A host was reported. */
  ofHost: boolean;
  /** Whoever wrote it can still be reached: neither staff nor somebody who has been deleted. */
  hasFace: boolean;
  /** The room is still there: something can be done in it. */
  roomStands: boolean;
  why: ReportReason;
  words: string;
  reportedAt: Date;
  outcome: Outcome | null;
  siteOutcome: SiteOutcome | null;
  lines: ReportLine[];
  /** What the reader may decide now; none where it is decided. */
  outcomes: readonly (Outcome | SiteOutcome)[];
}

/** What can still be done: staff are not muted or banned, and in a room that is gone nothing is. */
export function outcomesOf({
  ofHost,
  hasFace,
  roomStands,
}: Pick<Report, 'ofHost' | 'hasFace' | 'roomStands'>): Outcome[] {
  const inRoom: Outcome[] = ['hidden'];
  if (hasFace) inRoom.push('muted');
  if (hasFace || ofHost) inRoom.push('put_out');
  return [
    'nothing',
    ...(roomStands ? inRoom : []),
    ...(hasFace ? (['banned', 'passed'] as const) : []),
    ...(ofHost ? (['passed'] as const) : []),
  ];
}
