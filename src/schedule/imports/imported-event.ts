/** A row of an event list once it is understood: a series to be, with at most one span of its dates. */
import type { LocalDate } from '#platform/tokyo';
import type { Audience, Format, SeriesKind } from '../occurrence.ts';

export interface ImportedSpan {
  from: LocalDate;
  /** The same day, or the last of a few days in a row. */
  until: LocalDate;
  startsAtMinute: number;
  endsAtMinute: number;
}

export interface ImportedEvent {
  kind: SeriesKind;
  title: string;
  summary: string;
  audience: Audience[];
  format: Format;
  prefCode: string | null;
  code5: string | null;
  placeName: string;
  placeAddress: string;
  placeAccess: string;
  fee: string;
  hostName: string;
  capacity: number | null;
  /** When, in words: where the dates are not known well enough to be dates. */
  scheduleText: string;
  span: ImportedSpan | null;
}
