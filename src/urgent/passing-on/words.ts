import { m } from '#paraglide/messages';
import { formatDay, formatMoment, formatTime, formatUntil } from '#ui';
import type { HandedTo, HandOverShown, HandOverTarget } from './hand-over.ts';
import type { PassedOn } from './passing-on.ts';

export const handedToInWords = ({ window, who }: HandedTo): string =>
  who ? m.urgent_hand_over_person({ name: who, window }) : window;

const STANDS: Record<HandOverShown['state'], (to: { to: string }) => string> = {
  asked: m.urgent_hand_over_state_asked,
  ringing: m.urgent_hand_over_state_ringing,
  refused: m.urgent_hand_over_state_refused,
  declined: m.urgent_hand_over_state_declined,
  lapsed: m.urgent_hand_over_state_lapsed,
};

/** How it stands, as the desk reads it. */
export const handedOverInWords = (shown: HandOverShown): string =>
  shown.state === 'lapsed' && shown.meetsAt !== null
    ? m.urgent_hand_over_state_past({ to: whereAndWhen(shown) })
    : STANDS[shown.state]({ to: whereAndWhen(shown) });

/** To whom, and when where that is not now. */
export const whereAndWhen = (shown: Pick<HandOverShown, 'window' | 'who' | 'meetsAt'>): string =>
  shown.meetsAt === null
    ? handedToInWords(shown)
    : m.urgent_hand_over_then({ to: shown.window, when: formatMoment(new Date(shown.meetsAt)) });

/** Until when somebody is there and how many, or from when. */
export function whenThere(
  { at, there }: Pick<HandOverTarget, 'at' | 'there'>,
  now: number,
): string {
  if (at === null) return '';
  if (there > 0)
    return m.urgent_hand_over_there({
      until: formatUntil(new Date(now), new Date(at)),
      count: there,
    });
  const time = formatTime(new Date(at));
  const day = formatDay(new Date(at));
  const isToday = day === formatDay(new Date(now));
  return m.urgent_hand_over_next({ from: isToday ? time : `${day} ${time}` });
}

const WHAT: Record<PassedOn['what'], () => string> = {
  peer_talk: m.urgent_hand_over_reads_peer_talk,
  talk: m.urgent_hand_over_reads_talk,
  first_words: m.urgent_hand_over_reads_first_words,
};

export const whatInWords = (what: PassedOn['what']): string => WHAT[what]();
