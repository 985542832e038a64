export {
  stagesShown,
  type FallbackReason,
  type Stage,
  type StageShown,
  type WindowsOfArea,
} from './fallback.ts';
export {
  hrefOf,
  isWebAddress,
  type Hotline,
  type HotlineMethod,
  type HotlineTopic,
} from './hotline.ts';
export {
  needsHolidays,
  neverCloses,
  openStateAt,
  type HoursRule,
  type OpenState,
} from './hours.ts';
export type { WindowNow } from './window-now.ts';
export {
  checkedState,
  isAgeLimited,
  LEVELS,
  METHODS,
  type Checked,
  type Level,
  type Method,
  type WindowRecord,
} from './window.ts';
export { agesWord, levelWord, methodWord, openWord, siteOf, sourceDateWord } from './words.ts';
