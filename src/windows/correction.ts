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

export type CorrectionState = 'open' | 'taken_over' | 'declined';

export interface Decision {
  correctionId: string;
  state: Exclude<CorrectionState, 'open'>;
  answer: string;
}
