/** What of an earlier talk the staff of a window may read: of a peer talk that led there, or of what was said at another window. */
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
  /** Null for whoever answers there. */
  who: string | null;
  what: 'peer_talk' | 'talk' | 'first_words';
  givenAt: Date;
  until: Date;
  /** Nobody can read it any more: taken back, past its day, or the talk is deleted. */
  over: boolean;
}

/** That a talk went from one window to another by its person's leave, as both organisations read it: never a text or a name. */
export interface HandOverRecord extends Pick<
  PassedOn,
  'id' | 'what' | 'givenAt' | 'until' | 'over'
> {
  from: string;
  to: string;
}

/** What was said before and may be read at the desk, beside the talk. */
export interface EarlierTalk {
  consentId: ConsentId;
  /** Of the talk itself, not of a peer talk that led here. */
  ofThisTalk: boolean;
}
