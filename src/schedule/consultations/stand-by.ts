/** The colleague who can be called into a supporter's talks: asked, and there once they agreed. */
import type { OccurrenceId } from '../occurrence.ts';

export const LONGEST_STAND_BY_NAME = 40;

/** Who comes when called, by the name they chose for that. */
export interface StandBy {
  accountId: string;
  nickname: string;
}

/** Somebody's wish to be able to call the viewer. */
export interface StandByRequest {
  id: string;
  title: string;
  /** The supporter, by the name on their account: it is colleagues who ask each other. */
  supporter: string;
  /** The one slot it is about; null for all of them. */
  slot: { id: OccurrenceId; startsAt: Date } | null;
  /** The name they agreed under; empty until then. */
  nickname: string;
}

/** As the supporter and the organisation's publishers see it. */
export interface StandByChoice {
  candidates: { accountId: string; name: string }[];
  named: { accountId: string; agreed: boolean } | null;
}
