import type { LetterOpen } from '../letters/letter.ts';
import type { EmergencyLine } from './emergency/emergency.ts';
import type { Elsewhere } from '../passing-on/hand-over.ts';
import type { Desk } from './desk.ts';

/** What the desk's page is given. */
export interface DeskPageData {
  now: number;
  desk: Desk;
  /** "21:00", proposed for going on duty. */
  until: string;
  /** 119 and 110, as the hotlines' rows have them. */
  emergency: EmergencyLine[];
  /** The contact whose talk is open on the screen. */
  open: string | undefined;
  /** Where else its talk could go, once that is asked for. */
  elsewhere: Elsewhere[] | undefined;
  /** The words that were opened and still wait. */
  letter: LetterOpen | undefined;
  /** Whether one of them was chosen, which on a phone hides the list. */
  chosen: boolean;
  /** End of the shift under way, in milliseconds since 1970; null when off duty. For the frame's bar. */
  onDutyUntil: number | null;
}

/** What a form sent at the desk is answered with. */
export interface DeskAnswer {
  taken?: string;
  refused?: 'full' | 'over' | 'not_found' | 'nothing_written';
  doubted?: true;
  time?: { contactId: string; text: string };
  letter?: { sent?: true; problem?: string };
  handOver?: 'nobody_there' | 'going' | 'soon' | 'nobody_then' | 'not_found';
  dutyProblem?: 'not_that_long' | 'not_found';
}
