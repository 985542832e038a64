/** The feature's words for its own keys. */
import { m } from '#paraglide/messages';
import type { SignUpState } from '#schedule';
import type { DateNews } from './news/date-news.ts';
import type { Receipt } from './index.ts';
import type { ProblemKey } from './form/input.ts';
import type { Way } from './places.ts';

export const wayWord = (way: Way): string => WAY[way]();
export const newsWord = (news: DateNews): string => NEWS[news]();
export const problemWord = (problem: ProblemKey): string => PROBLEM[problem]();
export const refusalWord = (refusal: Refusal): string => REFUSAL[refusal]();
/** Whether one can sign up now, for who does not see the form come or go. */
export const signUpWord = (state: SignUpState): string => SIGN_UP[state]();
export const partyWord = (count: number): string =>
  count === 1 ? m.signup_party_one() : m.signup_party({ count });

/** Where they are awaited: whoever comes online to what is held in a room as well reads of both. */
export function whereWord({ occurrence, way }: Pick<Receipt, 'occurrence' | 'way'>): string {
  if (occurrence.format === 'online') return m.signup_online();
  const place = [occurrence.area, occurrence.placeName].filter(Boolean).join(' ');
  if (occurrence.format === 'onsite' || way === 'onsite') return place;
  return place ? m.signup_online_or_there({ place }) : m.signup_online();
}

/** `former_unnoted`: another at the same device would take the former person's way back. */
export type Refusal =
  | 'form_expired'
  | 'not_found'
  | 'not_yet'
  | 'closed'
  | 'enough'
  | 'ask'
  | 'banned'
  | 'barred'
  | 'former_unnoted';

const WAY: Record<Way, () => string> = {
  text: m.signup_way_text,
  voice: m.signup_way_voice,
  video: m.signup_way_video,
  watch: m.signup_way_watch,
  onsite: m.signup_way_onsite,
};

const NEWS: Record<DateNews, () => string> = {
  called_off: m.signup_receipt_called_off,
  given_back: m.signup_news_given_back,
  moved: m.signup_news_moved,
  moved_up: m.signup_news_moved_up,
  elsewhere: m.signup_news_elsewhere,
  changed: m.signup_news_changed,
};

const PROBLEM: Record<ProblemKey, () => string> = {
  nickname_empty: m.signup_problem_nickname_empty,
  nickname_long: m.signup_problem_nickname_long,
  nickname_of_staff: m.signup_problem_nickname_of_staff,
  message_long: m.signup_problem_message_long,
  party_too_large: m.signup_problem_party_too_large,
  way_unknown: m.signup_problem_way_unknown,
  answers_long: m.signup_problem_answers_long,
  answers_unknown: m.signup_problem_answers_unknown,
};

const SIGN_UP: Record<SignUpState, () => string> = {
  open: m.signup_state_open,
  full: m.signup_state_open,
  not_yet: m.signup_state_not_yet,
  closed: m.signup_state_closed,
  none: m.signup_state_none,
  ask: m.signup_talk_title,
};

const REFUSAL: Record<Refusal, () => string> = {
  form_expired: m.signup_refusal_form_expired,
  not_found: m.signup_refusal_not_found,
  not_yet: m.signup_refusal_not_yet,
  closed: m.signup_refusal_closed,
  enough: m.schedule_repeats_enough,
  ask: m.signup_refusal_ask,
  banned: m.signup_refusal_banned,
  barred: m.signup_refusal_barred,
  former_unnoted: m.signup_refusal_former_unnoted,
};
