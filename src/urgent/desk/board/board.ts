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

/** One who rings, waits or talks, told by nothing but the time: since when; of words by when, of a time to talk when. */
export interface Standing {
  at: number;
  /** At whom it rings, or who talks. */
  who: string[];
}

export type Stands = 'ringing' | 'waiting' | 'talking' | 'letters' | 'callbacks';

/** Of each kind; more is for the desk itself to see. */
export const SHOWN = 20;

export interface BoardWindow {
  windowId: string;
  name: string;
  onDuty: OnDuty[];
  /** The first of them, and how many; nothing of what nobody does. */
  standing: Partial<Record<Stands, Standing[]>>;
  counts: Partial<Record<Stands, number>>;
  /** Words whose day has passed. */
  late: number;
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
  pressing(b) - pressing(a) || a.name.localeCompare(b.name, 'ja', { numeric: true });

const pressing = ({ late, counts, onDuty }: BoardWindow): number =>
  late + (counts.waiting ?? 0) * (onDuty.some(({ there }) => there) ? 1 : 2);
