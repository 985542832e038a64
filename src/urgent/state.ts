/** Apart from the contact, whose route is read by a library that a person's page need not carry. */
export type ContactState =
  'waiting' | 'ringing' | 'talking' | 'callback' | 'message' | 'answered' | 'ended' | 'left';

/** Looking for somebody. */
export const isCalling = (state: ContactState): boolean =>
  state === 'waiting' || state === 'ringing';
export const isOver = (state: ContactState): boolean => state === 'ended' || state === 'left';
