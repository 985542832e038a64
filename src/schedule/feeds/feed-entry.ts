/** One date as feeds carry it: what changes here must be told to those who follow. */
import type { Audience, Format, OccurrenceRow, SeriesId, SeriesKind } from '../occurrence.ts';

export interface FeedEntry {
  /** Its page. */
  id: string;
  seriesId: SeriesId;
  /** With the series its identity, whatever is edited; slots of two supporters may begin together. */
  originalStart: Date;
  slot: string | null;
  startsAt: Date;
  endsAt: Date;
  state: OccurrenceRow['state'];
  cancelledReason: string;
  note: string;
  /** Rises with every change of the date itself and of what its series shows. */
  sequence: number;
  changedAt: Date;
  /** By hand; what a holiday puts off was never announced for another day. */
  moved: boolean;
  /** Whether it was ever changed since it was published. */
  edited: boolean;
  kind: SeriesKind;
  audience: Audience[];
  title: string;
  format: Format;
  placeName: string;
  placeAddress: string;
  area: string | null;
  /** Not where its series is usually. */
  elsewhere: boolean;
  /** Whoever organises it, the first named first. */
  organisers: string[];
  unchecked: boolean;
  demonstration: boolean;
}

/** A domain of its own rather than the host's name: a portal that moves house must not double everybody's entries. */
export const uidOf = ({ seriesId, originalStart, slot }: FeedEntry): string =>
  `${[seriesId, utc(originalStart), slot].filter(Boolean).join('-')}@tsudoi`;

const utc = (at: Date): string => at.toISOString().replace(/[-:]|\.\d{3}/g, '');
