export type { Choice } from './choice.ts';
export { FACES } from './faces.ts';
export { languageOf } from './language.ts';
export {
  dayOf,
  formatDay,
  formatMoment,
  formatMonth,
  formatSpan,
  formatTime,
  formatTimeRange,
  formatUntil,
  formatWeekday,
  relativeDay,
  relativeTime,
} from './dates.ts';
export { formatPartialDate } from './partial-date.ts';
export {
  DISPLAY_COOKIE,
  DISPLAY_KEPT_DAYS,
  displayAttributes,
  readDisplay,
  TEXT_SIZES,
  THEMES,
  writeDisplay,
  type Display,
} from './display.ts';
