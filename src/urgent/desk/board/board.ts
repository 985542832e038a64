/** What a supervisor sees of the windows: counts, waits and who is on duty; never a word of anybody's. */
import type { Alarm } from '../emergency/emergency.ts';
import type { Outcome, Teller } from '../wrap-up/wrap-up.ts';

/** Somebody on duty now. */
export interface OnDuty {
  name: string;
  role: string;
  until: number;
  talking: number;
  capacity: number;
  /** Their desk is open. */
  there: boolean;
}

/** How many, and since when or until when the first. */
export interface Some {
  count: number;
  first: number | null;
}

export interface BoardWindow {
  windowId: string;
  name: string;
  onDuty: OnDuty[];
  ringing: Some;
  waiting: Some;
  talking: number;
  letters: Some & { late: number };
  callbacks: Some;
  /** From press to answer, of those answered today, in seconds. */
  waits: { count: number; p50: number | null; p90: number | null };
  /** This month's, as the desk said. */
  outcomes: Partial<Record<Outcome, number>>;
  tellers: Partial<Record<Teller, number>>;
}

export interface Board {
  now: number;
  windows: BoardWindow[];
  alarms: Alarm[];
  /** Readings by exception that nobody has looked at. */
  readings: number;
}

/** What is late or rings with nobody there first, then by name. */
export const mostPressingFirst = (a: BoardWindow, b: BoardWindow): number =>
  pressing(b) - pressing(a) || a.name.localeCompare(b.name, 'ja');

const pressing = ({ letters, waiting, onDuty }: BoardWindow): number =>
  letters.late + waiting.count * (onDuty.some(({ there }) => there) ? 1 : 2);
