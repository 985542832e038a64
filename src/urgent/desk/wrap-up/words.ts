import { m } from '#paraglide/messages';
import type { Outcome, Teller } from './wrap-up.ts';

export const OUTCOME_WORDS: Record<Outcome, () => string> = {
  talked: m.urgent_board_talked,
  next_time: m.urgent_board_next_time,
  shown_on: m.urgent_board_shown_on,
  handed_over: m.urgent_board_handed_over,
  broke_off: m.urgent_board_broke_off,
};

export const TELLER_WORDS: Record<Teller, () => string> = {
  self: m.urgent_board_self,
  family: m.urgent_board_family,
  other: m.urgent_board_other,
};
