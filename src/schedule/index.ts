/** The schedule's door for anyone. Dates of a rule (`datesOf`) need the server's door. */
export * from './occurrence.ts';
export * from './filter.ts';
export { eventJsonLd } from './event-json-ld.ts';
export { describeDate, describeRule, rhythmOf, ruleOf, timeOf, weekdayName } from './rule.ts';
export type { Language, Rhythm, Rule } from './rule.ts';
export {
  readRrule,
  rruleOf,
  type Recurrence,
  type WeekOfMonth,
  type Weekday,
} from './recurrence.ts';
export type {
  MoveInput,
  ProblemKey,
  Problems,
  SeriesInput,
  ReadSeries,
  SlotsInput,
} from './input.ts';
export type { SeriesRecord, SeriesSummary } from './series.ts';
export type { PublicScheduleEvents, ScheduleQuestions, Seats } from './events.ts';
export { chosenOf, type Chosen } from './chosen.ts';
export { audienceLabel, categoryLabel, stepLabel, timeLabel, wayLabel } from './labels.ts';
export { LiveSeats } from './live-seats.svelte.ts';
