/** How long a room's texts are there, as the code keeps it and the pages say it. */

/** A room that its host forgot closes itself this long after the end. */
export const CLOSES_ITSELF_AFTER_HOURS = 3;
/** In a room out of which a host has put somebody, whoever comes in afterwards writes at this pace … */
export const NEWCOMER_PACE_SECONDS = 10;
/** … for so long. */
export const NEWCOMERS_PACED_MINUTES = 10;
/** Whom a host keeps out of all the organisation's rooms and sign-ups may come again after this long at the latest. */
export const BAN_LASTS_MONTHS = 12;
/** Counted from the closing of the room, which is deleted whole. */
export const SESSION_TEXTS_KEPT_DAYS = 30;
export const CONTACT_TEXTS_KEPT_DAYS = 90;

export const textsKeptDays = (room: { contactId: string | null }): number =>
  room.contactId === null ? SESSION_TEXTS_KEPT_DAYS : CONTACT_TEXTS_KEPT_DAYS;
