/** Reading what was said before without consent, where a life is in danger or the law wants abuse reported. */
import type { Brand } from '#platform/brand';

export type DangerReadingId = Brand<string, 'DangerReadingId'>;

export const DANGERS = ['life', 'abuse'] as const;
export type Danger = (typeof DANGERS)[number];

export const LONGEST_DANGER_REASON = 500;

/** As the supervisors read it: never what was read. */
export interface DangerReading {
  id: DangerReadingId;
  who: string;
  organisation: string;
  danger: Danger;
  /** Null once its person has erased everything. */
  reason: string | null;
  readAt: Date;
  /** By name; null while nobody has. */
  seenBy: string | null;
  /** The viewer read it themselves: another has to see that. */
  own: boolean;
}

/** What the person is told: by whom, when. Of abuse nobody is told here, for whoever it protects may not be who reads this. */
export interface ReadInDanger {
  organisation: string;
  readAt: Date;
}
