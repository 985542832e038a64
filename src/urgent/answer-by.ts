import { days, later } from '#platform/clock';

/** Within how many days words that were left are answered; the page says so. */
export const ANSWER_WITHIN_DAYS = 3;

export const answerBy = (contact: { created_at: Date }): Date =>
  later(contact.created_at, days(ANSWER_WITHIN_DAYS));
