import type { AccountViewer } from '#accounts';
import type { ParticipantViewer } from '#participants';

export { LONGEST_REASON, type Ban, type SiteBan } from './safety/ban.ts';
export { CALL_RINGS_SECONDS } from './calls/call.ts';
export type * from './calls/call.ts';
export { LAST_WORDS_MINUTES } from './ending/ending.ts';
export * from './events.ts';
export type { LineQuality } from './line/line-quality.ts';
export * from './log/message.ts';
export { SLOW_SECONDS, type SlowSeconds } from './log/pace.ts';
export * from './promises.ts';
export {
  LONGEST_REPORT,
  REPORT_REASONS,
  type Outcome,
  type Report,
  type ReportReason,
  type SiteOutcome,
} from './safety/report.ts';
export type { Colleague, Hosting } from './hosting/hosting.ts';
export * from './room.ts';
export { LONGEST_ANSWER, MOST_WAITING } from './statements/statement.ts';
export type * from './statements/statement.ts';
export { answeredHere, type Told } from './answered-here.ts';
export {
  keptOutWord,
  hostWordOf,
  messageDoneWord,
  outcomeWord,
  reportReasonWord,
  whoHosts,
} from './words.ts';
export type * from './hearing/unheard.ts';

/** Whoever may be a member of a room. */
export type RoomViewer = ParticipantViewer | AccountViewer;
