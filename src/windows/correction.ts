/** What somebody said is wrong in a window's record, and what its staff made of it. */
export interface Correction {
  id: string;
  suggestion: string;
  suggestedAt: Date;
  state: CorrectionState;
  decidedAt: Date | null;
  decidedBy: string | null;
  answer: string;
}

/** How long what was said stays after it was dealt with: words may tell of a person. */
export const CORRECTIONS_KEPT_DAYS = 365;

export type CorrectionState = 'open' | 'taken_over' | 'declined';

export interface Decision {
  correctionId: string;
  state: Exclude<CorrectionState, 'open'>;
  answer: string;
}
