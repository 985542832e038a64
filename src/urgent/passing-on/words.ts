import { m } from '#paraglide/messages';
import type { HandedTo } from './hand-over.ts';
import type { PassedOn } from './passing-on.ts';

export const handedToInWords = ({ window, who }: HandedTo): string =>
  who ? m.urgent_hand_over_person({ name: who, window }) : window;

const WHAT: Record<PassedOn['what'], () => string> = {
  peer_talk: m.urgent_hand_over_reads_peer_talk,
  talk: m.urgent_hand_over_reads_talk,
  first_words: m.urgent_hand_over_reads_first_words,
};

export const whatInWords = (what: PassedOn['what']): string => WHAT[what]();
