/** What the first page shows. A null stands for a count that could not be read. */
import type { OccurrenceRow } from '#schedule';

export interface Home {
  at: Date;
  staffed: Staffed | null;
  counts: { today: number; week: number; placesToday: number; placesTomorrow: number } | null;
  soon: OccurrenceRow[];
  hosts: Host[];
}

export interface Staffed {
  count: number;
  /** One open for long enough to be named. */
  example: { name: string; until: Date } | null;
  /** One per municipality that has a window here: never sampled, never padded. */
  lamps: { code5: string; lit: boolean }[];
}

export interface Host {
  name: string;
  role: string;
  organisation: string;
  message: string;
  /** The one they chose, as on the page of their session; photographs stay there. */
  drawing: number | undefined;
}
