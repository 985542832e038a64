/** The schedule's door for anyone. Dates of a rule (`datesOf`) need the server's door. */
export * from './occurrence.ts';
export * from './sign-up-terms.ts';
export * from './filter.ts';
export { MOST_CHOICES, MOST_QUESTIONS, questionAsksFor, type SignUpQuestion } from './questions.ts';
export { jsonLdOf } from './event-json-ld.ts';
export { describeDate, describeRule, weekdayName } from './rule-sentence.ts';
export { ON_HOLIDAY, ruleOf } from './rule.ts';
export type { OnHoliday, Rhythm, Rule } from './rule.ts';
export type { DateRefusal } from './date-change.ts';
export type { DateAtStake, Stakes } from './date-stakes.server.ts';
export type { DateChange } from './date-input.ts';
export type { ProblemKey, Problems, SeriesInput, ReadSeries } from './input.ts';
export type {
  Autosaved,
  AutosavedElsewhere,
  OwnWriting,
  Writing,
  WrittenFields,
} from './writing.ts';
export type { SeriesRecord } from './series.ts';
export type { NamedAnswer } from './taking-part.ts';
export type { PlaceNow, Seats } from './events.ts';
export {
  CONSULTATION_METHODS,
  EXCEPTION_KINDS,
  type ConsultationMethod,
  type ExceptionKind,
} from './consultations/availability.ts';
export type { AvailabilityInput } from './consultations/availability-input.ts';
export * from './consultations/repeats.ts';
export type * from './consultations/stand-by.ts';
export type { OwnSlot } from './consultations/slot-queries.server.ts';
export type { DateFate, Fates } from './date-fates.ts';
export { tellsRelation, type ShownHost } from './host.ts';
export { chosenOf } from './chosen.ts';
export { nextMonth, previousMonth } from './span.ts';
export {
  audienceWord,
  calledWord,
  categoryWord,
  elsewhereWord,
  livelinessWord,
  noticeWord,
  placeName,
  stepWord,
  topicWord,
  viewWord,
} from './words.ts';
export { drawnFor, sourceDateWord } from './public-words.ts';
export { adviceOn, wordsToAvoid } from './words-to-avoid.ts';
