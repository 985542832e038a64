/** How long a room's texts are there, as the code keeps it and the pages say it. */

/** A room that its host forgot closes itself this long after the end. */
export const CLOSES_ITSELF_AFTER_HOURS = 3;
/** In a room out of which a host has put somebody, whoever comes in afterwards writes at this pace … */
export const NEWCOMER_PACE_SECONDS = 10;
/** … for so long. */
export const NEWCOMERS_PACED_MINUTES = 10;
/** Whom a host keeps out of all the organisation's rooms and sign-ups may come again after this long at the latest. */
export const BAN_LASTS_MONTHS = 12;
/** A window proposed to the person of a talk is proposed again after so long at the earliest. */
export const PROPOSED_AGAIN_AFTER_MINUTES = 10;
/** A report freezes so many lines before and after the message. */
export const REPORTED_LINES_AROUND = 10;
/** So many of one person may wait at an organisation; of what they report beyond, the message alone is frozen. */
export const REPORTS_OF_ONE_WITH_LINES_AROUND = 5;
/** A report and its lines are deleted so long after it was decided (of an urgent talk at the latest with its texts) … */
export const REPORTS_KEPT_DAYS = 30;
/** … and so long after it was made, decided or not. */
export const REPORTS_KEPT_AT_MOST_DAYS = 365;
/** Counted from the closing of the room, which is deleted whole. */
export const SESSION_TEXTS_KEPT_DAYS = 30;
export const CONTACT_TEXTS_KEPT_DAYS = 90;

export const textsKeptDays = (room: { contactId: string | null }): number =>
  room.contactId === null ? SESSION_TEXTS_KEPT_DAYS : CONTACT_TEXTS_KEPT_DAYS;
