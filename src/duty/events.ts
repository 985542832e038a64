import type { Ask } from '#platform/realtime';

/** `windows:staffed` on `/public`, to everybody: a hint that who is there has changed. */
export interface StaffedEvent {
  count: number;
}

/** What the server asks a desk. */
export interface DutyServerEvents {
  'lease:ask': (acknowledge: () => void) => void;
}

/** What a desk tells the server. */
export interface DutyClientEvents {
  'desk:open': Ask<Record<string, never>, 'opened'>;
  'desk:close': Ask<Record<string, never>, 'closed'>;
}
