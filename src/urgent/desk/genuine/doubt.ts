/** That a call is none: said by one, confirmed by another of the same organisation, forgotten after a day. */
export const DOUBT_REASONS = ['insults', 'selling', 'prank'] as const;
export type DoubtReason = (typeof DOUBT_REASONS)[number];

/** One that waits for a second person. */
export interface DoubtToConfirm {
  contactId: string;
  reason: DoubtReason;
  organisation: string;
  who: string;
  at: number;
  /** The first words, where they rang at the reader as well. */
  words: string | null;
}
