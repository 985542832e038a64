/** Going on from a peer talk to a window, and what of that talk its staff may read. */
import type { Brand } from '#platform/brand';

export type ConsentId = Brand<string, 'ConsentId'>;

/** For how many days the talk's text may be read, to choose from; the longest is what the database holds. */
export const READABLE_DAYS = [30, 90] as const;
export type ReadableDays = (typeof READABLE_DAYS)[number];

/** What somebody let a window read, as they themselves read it. */
export interface PassedOn {
  id: ConsentId;
  /** Null where whichever window answers may. */
  window: string | null;
  givenAt: Date;
  until: Date;
  /** Nobody can read it any more: taken back, past its day, or the talk is deleted. */
  over: boolean;
}
