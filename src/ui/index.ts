export type { Choice } from './choice.ts';
export {
  dayOf,
  formatDay,
  formatSpan,
  formatTime,
  formatTimeRange,
  formatUntil,
  formatWeekday,
  relativeDay,
  relativeTime,
} from './dates.ts';
