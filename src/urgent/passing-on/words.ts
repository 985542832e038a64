import { m } from '#paraglide/messages';
import type { HandedTo } from './hand-over.ts';

export const handedToInWords = ({ window, who }: HandedTo): string =>
  who ? m.urgent_hand_over_person({ name: who, window }) : window;
