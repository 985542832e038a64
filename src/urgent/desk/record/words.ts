import { m } from '#paraglide/messages';
import { formatTime } from '#ui';
import type { Check } from './record.ts';

const CHECK_WORDS: Record<Check, () => string> = {
  alone_and_safe: m.urgent_desk_check_alone_and_safe,
  asked_about_dying: m.urgent_desk_check_asked_about_dying,
  asked_about_harm: m.urgent_desk_check_asked_about_harm,
  named_numbers: m.urgent_desk_check_named_numbers,
};

/** With its time, where it was ticked. */
export const checkInWords = (item: Check, at: number | undefined): string =>
  at === undefined ? CHECK_WORDS[item]() : `${CHECK_WORDS[item]()} ${formatTime(new Date(at))}`;
