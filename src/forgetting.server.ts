/** What every feature holds of the people who use the portal without a name. */
import type { Holding } from '#participants/server';
import { membershipsHeld } from '#rooms/server';
import { signUpsHeld } from '#signup/server';
import { contactsHeld } from '#urgent/server';

export const HOLDINGS: Holding[] = [contactsHeld, signUpsHeld, membershipsHeld];
