/**
 * Who may read which of a contact's texts. The person reads all of it; whoever is rung the first words; whoever answers the
 * first words and their own part of the talk. All else is an exception: the person's consent, or danger.
 */
import type { AccountId } from '#accounts';
import { later, minutes } from '#platform/clock';
import type { ContactState } from './contact.ts';

/** How a contact stands for its readers. */
export interface Held {
  state: ContactState;
  /** Who talks with the person, and where. */
  ownerAccountId: AccountId | null;
  ownerWindowId: string | null;
}

/** What the person let be read, of what was said before. */
export interface Consented {
  windowId: string | null;
  accountId: AccountId | null;
  upToSeq: number;
  until: Date;
  withdrawnAt: Date | null;
}

/** Only beside the talk itself, by whom or at the window that was meant, in time, until it is taken back. */
export const mayReadByConsent = (
  reader: AccountId,
  held: Held,
  consent: Consented,
  at: Date,
): boolean =>
  held.state === 'talking' &&
  held.ownerAccountId === reader &&
  (consent.windowId === null || consent.windowId === held.ownerWindowId) &&
  (consent.accountId === null || consent.accountId === reader) &&
  consent.upToSeq > 0 &&
  consent.withdrawnAt === null &&
  at < consent.until;

/** Whoever talks with the person, or did last: nobody else can know of the danger. What was erased nobody reads. */
export const mayReadInDanger = (
  reader: AccountId,
  { state }: Pick<Held, 'state'>,
  lastHolder: AccountId | undefined,
): boolean => state !== 'left' && lastHolder === reader;

const READABLE_FOR_MS = minutes(30);

/** Then it takes a reason again. */
export const isReadingStill = (readAt: Date, at: Date): boolean =>
  at < later(readAt, READABLE_FOR_MS);
