/** What every feature holds of the people who use the portal without a name. */
import type { Holding } from '#participants/server';
import { membershipsHeld } from '#rooms/server';
import { signUpsHeld } from '#signup/server';
import { contactsHeld } from '#urgent/server';

export const HOLDINGS: Holding[] = [contactsHeld, signUpsHeld, membershipsHeld];

/** What tells of them, and by no column when each row came: nor shall it by how the rows lie. */
export const TIMELESS = [
  ...['participants', 'participant_sessions', 'pseudonyms', 'participant_pseudonyms'],
  ...['calendar_secrets', 'push_subscriptions', 'barred_devices'],
  ...['signups', 'signup_answers', 'standing_signups', 'first_talks'],
  ...['room_members', 'unseen_members'],
];
