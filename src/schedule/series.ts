/** A published series as its own organisation sees it. */
import type { AccountId, OrganisationId } from '#accounts';
import type { ReadSeries } from './input.ts';
import type { OccurrenceId, SeriesId, SeriesKind } from './occurrence.ts';
import type { Rule } from './rule.ts';

export interface SeriesSummary {
  id: SeriesId;
  organisationId: OrganisationId;
  kind: SeriesKind;
  state: 'draft' | 'published' | 'ended';
  title: string;
  rules: Rule[];
  scheduleText: string;
  nextStartsAt: Date | null;
}

export interface PlannedOccurrence {
  id: OccurrenceId;
  startsAt: Date;
  endsAt: Date;
  originalStart: Date;
  origin: 'rule' | 'added' | 'kept';
  state: 'scheduled' | 'cancelled';
  cancelledReason: string;
  supporterAccountId: AccountId | null;
  capacity: number | null;
  taken: number;
  waiting: number;
}

export interface SeriesRecord extends SeriesSummary {
  /** As the editor reads it again. */
  input: ReadSeries;
  /** From the start of today on, in order. */
  occurrences: PlannedOccurrence[];
}
