/** 振り返り: how a talk ended and from whom it was, as whoever held it says. Counted by window and month, kept with nobody. */
export const OUTCOMES = ['talked', 'next_time', 'shown_on', 'handed_over', 'broke_off'] as const;
export type Outcome = (typeof OUTCOMES)[number];
export const TELLERS = ['self', 'family', 'other'] as const;
export type Teller = (typeof TELLERS)[number];

/** A talk that ended for its desk otherwise than by the desk's own word. */
export interface WrapUp {
  contactId: string;
  /** As the person gave it; empty where they did not, or it is erased. */
  name: string;
  overAt: number;
  /** Which window has it now, by the person's leave: never who. */
  handedOnTo: string | null;
}
