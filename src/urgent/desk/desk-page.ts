import type { MessagePage, RoomView } from '#rooms';
import type { Desk } from './desk.ts';

/** What the desk's page is given. */
export interface DeskPageData {
  now: number;
  desk: Desk;
  /** "21:00", proposed for going on duty. */
  until: string;
  /** The talk that is open on the screen. */
  open: { contactId: string; room: RoomView; page: MessagePage } | undefined;
  /** Whether the talk was chosen, which on a phone hides the list. */
  chosen: boolean;
}

/** What a form sent at the desk is answered with. */
export interface DeskAnswer {
  taken?: string;
  refused?: 'full' | 'over' | 'not_found';
  dutyProblem?: 'not_that_long' | 'not_found';
}
