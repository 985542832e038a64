export {
  isForDistrict,
  stagesShown,
  type FallbackReason,
  type Stage,
  type StageShown,
} from './fallback.ts';
export type { DistrictInput, DistrictProblem } from './districts/district-input.ts';
export { hrefOf, type Hotline } from './hotline.ts';
export {
  hoursOn,
  needsHolidays,
  neverCloses,
  openStateAt,
  type HoursException,
  type HoursOfDay,
  type HoursRule,
  type Minutes,
} from './hours.ts';
export { dayOfHoursWords, describeHours } from './hours-words.ts';
export { CORRECTIONS_KEPT_DAYS, type Correction } from './correction.ts';
export { LONGEST_RING, SHORTEST_RING, type WindowInput, type WindowProblem } from './input.ts';
export { LIST_SHAPES } from './exports/window-list.ts';
export type { WindowNow } from './window-now.ts';
export {
  checkedState,
  leavesSomeOut,
  LEVELS,
  METHODS,
  STALE_AFTER_DAYS,
  townsServed,
  WINDOW_LANGUAGES,
  type Checked,
  type Method,
  type ServedAsNamed,
  type WindowDetail,
  type WindowRecord,
} from './window.ts';
export {
  agesWord,
  checkedWord,
  hoursShown,
  languageWord,
  levelWord,
  methodWord,
  openWord,
  siteOf,
  sourceDateWord,
} from './words.ts';
export { windowJsonLd } from './window-json-ld.ts';
