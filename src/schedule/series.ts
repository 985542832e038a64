/** A published series as its own organisation sees it. */
import type { AccountId, OrganisationId } from '#accounts';
import type { ReadSeries } from './input.ts';
import type { OccurrenceId, SeriesId, SeriesKind } from './occurrence.ts';
import type { Rule } from './rule.ts';
import type { NamedAnswer } from './taking-part.ts';

/**
 * `submitted` waits for somebody else's approval. Everybody sees `published` and `ended` ones (the column `shown`);
 * a `withdrawn` one is kept for those who signed up while its organisation was public.
 */
export type SeriesState = 'draft' | 'submitted' | 'published' | 'ended' | 'withdrawn';

/** As the column `shown` has it. */
export const SHOWN_STATES = ['published', 'ended'] as const satisfies SeriesState[];

/** Public now or once: what somebody may hold a place at, or have held one. */
export const EVER_PUBLIC_STATES = [
  'published',
  'ended',
  'withdrawn',
] as const satisfies SeriesState[];

export interface SeriesSummary {
  id: SeriesId;
  organisationId: OrganisationId;
  kind: SeriesKind;
  state: SeriesState;
  title: string;
  rules: Rule[];
  scheduleText: string;
  nextStartsAt: Date | null;
}

/** One of its dates, written already. */
export interface OccurrenceRecord {
  id: OccurrenceId;
  startsAt: Date;
  endsAt: Date;
  originalStart: Date;
  /** By hand: it keeps its time whatever becomes of the rule. */
  moved: boolean;
  origin: 'rule' | 'added' | 'kept';
  state: 'scheduled' | 'cancelled';
  cancelledReason: string;
  note: string;
  /** Held at another place than its series; `code5` null for the usual town. */
  elsewhere: { placeName: string; code5: string | null } | null;
  supporterAccountId: AccountId | null;
  capacity: number | null;
  taken: number;
  waiting: number;
}

export interface SeriesRecord extends SeriesSummary {
  /** Rises with each saving. */
  revision: number;
  /** Who saved it last; null where nobody has since it was made. */
  revised: { by: string; at: Date | null; own: boolean } | null;
  /** As the editor reads it again. */
  input: ReadSeries;
  /** Of those it names whoever has been asked whether that is so. */
  answers: NamedAnswer[];
  /** Invented for the demonstration: labelled so for as long as it stands. */
  demonstration: boolean;
  /** From the start of today on, in order. */
  occurrences: OccurrenceRecord[];
}
