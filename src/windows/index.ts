export {
  isForDistrict,
  stagesShown,
  type FallbackReason,
  type Stage,
  type StageShown,
} from './fallback.ts';
export { hrefOf, type Hotline } from './hotline.ts';
export { needsHolidays, neverCloses, openStateAt, type HoursRule } from './hours.ts';
export type { WindowNow } from './window-now.ts';
export { leavesSomeOut, METHODS, type Checked, type Method, type WindowRecord } from './window.ts';
export {
  agesWord,
  hoursShown,
  levelWord,
  methodWord,
  openWord,
  siteOf,
  sourceDateWord,
} from './words.ts';
