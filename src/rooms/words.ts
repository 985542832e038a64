/** The feature's words for its own keys. */
import { m } from '#paraglide/messages';
import type { HostPart, RoomView } from './room.ts';
import type { Outcome, ReportReason, SiteOutcome } from './safety/report.ts';

/** What a host is called beside their name: by their part in a talk of two, else as the place calls its hosts; nothing twice. */
export function hostWordOf(
  { part, nickname }: { part: HostPart | null; nickname: string },
  elsewhere: string = m.rooms_host(),
): string | undefined {
  const word = part ? PART[part]() : elsewhere;
  return word === nickname ? undefined : word;
}

/** In a sentence, who looks after the room. */
export const whoHosts = ({ oneToOne }: Pick<RoomView, 'oneToOne'>): string =>
  oneToOne ? m.rooms_the_supporter() : m.rooms_the_host();

export const reportReasonWord = (why: ReportReason): string => WHY[why]();
export const outcomeWord = (outcome: Outcome | SiteOutcome): string => OUTCOME[outcome]();

/** What became of what was done about one message; undefined where nothing was. */
export const messageDoneWord = (done: string | undefined): string | undefined =>
  MESSAGE_DONE[done ?? '']?.();

const MESSAGE_DONE: Record<string, () => string> = {
  unseen: m.rooms_done_unseen,
  seen: m.rooms_done_seen,
  hidden: m.rooms_done_hidden,
  reported: m.rooms_done_reported,
  told: m.rooms_done_told,
};

const PART: Record<HostPart, () => string> = {
  supporter: m.rooms_part_supporter,
  colleague: m.rooms_part_colleague,
};

const WHY: Record<ReportReason, () => string> = {
  attack: m.rooms_report_attack,
  personal: m.rooms_report_personal,
  soliciting: m.rooms_report_soliciting,
  sexual: m.rooms_report_sexual,
  worry: m.rooms_report_worry,
  other: m.rooms_report_other,
};

const OUTCOME: Record<Outcome | SiteOutcome, () => string> = {
  nothing: m.rooms_outcome_nothing,
  hidden: m.rooms_outcome_hidden,
  muted: m.rooms_mute,
  put_out: m.rooms_outcome_put_out,
  banned: m.rooms_ban,
  passed: m.rooms_outcome_passed,
  barred: m.rooms_outcome_barred,
  taken_up: m.rooms_outcome_taken_up,
};

/** Whoever is kept out, as they were called then; of whoever has erased everything since, nothing is left to call them by. */
export const keptOutWord = ({ nickname }: { nickname: string }): string =>
  nickname === '' ? m.rooms_ban_nameless() : nickname;
