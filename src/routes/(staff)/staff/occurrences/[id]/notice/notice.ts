/** What hangs at a door for those whom nobody could write to. It does not say what the meeting is about. */
import { m } from '#paraglide/messages';
import type { OccurrenceDetail } from '#schedule';
import { formatDay, formatTime } from '#ui';

export interface Notice {
  says: string;
  /** Where one goes instead. */
  next: string | null;
  /** The date whose page says more. */
  leadsTo: string | null;
}

type Told = Pick<
  OccurrenceDetail,
  'id' | 'state' | 'startsAt' | 'movedFrom' | 'usualPlace' | 'area' | 'placeName' | 'next'
>;

const when = (at: Date) => ({ day: formatDay(at), time: formatTime(at) });

/** Undefined where the date takes place as it always would. */
export function noticeOf(date: Told): Notice | undefined {
  if (date.state === 'cancelled')
    return {
      says: m.staff_notice_cancelled(when(date.startsAt)),
      next: date.next && m.staff_notice_next(when(date.next.startsAt)),
      leadsTo: date.next?.id ?? null,
    };
  if (date.movedFrom)
    return {
      says: m.staff_notice_moved(when(date.movedFrom)),
      next: m.staff_notice_moved_to(when(date.startsAt)),
      leadsTo: date.id,
    };
  if (date.usualPlace === null) return undefined;
  const place = [date.area, date.placeName].filter(Boolean).join(' ');
  return {
    says: m.staff_notice_elsewhere(when(date.startsAt)),
    next: m.staff_notice_elsewhere_at({ place }),
    leadsTo: date.id,
  };
}
