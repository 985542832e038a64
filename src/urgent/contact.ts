/** A contact: one urgent request for a person, from press to end. */
import type { Brand } from '#platform/brand';

export type ContactId = Brand<string, 'ContactId'>;

export type ContactState =
  'waiting' | 'ringing' | 'talking' | 'callback' | 'message' | 'answered' | 'ended' | 'left';

/** Looking for somebody. */
export const isCalling = (state: ContactState): boolean =>
  state === 'waiting' || state === 'ringing';
export const isOver = (state: ContactState): boolean => state === 'ended' || state === 'left';

/** What a contact's log tells; never what was written. */
export type ContactEventKind =
  | 'pressed'
  | 'from_peer_talk'
  | 'rang'
  | 'widened'
  | 'passed'
  | 'answered'
  | 'staff_lost'
  | 'person_gone'
  | 'person_back'
  | 'words_left'
  | 'nobody_there'
  | 'letter_written'
  | 'replied'
  | 'overdue'
  | 'hand_over_asked'
  | 'hand_over_allowed'
  | 'hand_over_refused'
  | 'handed_over'
  | 'hand_over_declined'
  | 'callback_set'
  | 'callback_due'
  | 'emergency_read'
  | 'procedure_opened'
  | 'experts_asked'
  | 'experts_answered'
  | 'said_not_genuine'
  | 'not_genuine'
  | 'genuine_again'
  | 'ended'
  | 'left';
