/** What is promised of notices, as the code keeps it and the card says it. */

/** Devices one person may be told at; a further one takes the place of that which was silent longest. */
export const MOST_DEVICES = 5;
/** A device where the person's own page was not opened for this long is told nothing any more. */
export const DEVICE_SILENT_DAYS = 180;
/** Nothing is sent from this hour … */
export const QUIET_FROM_HOUR = 22;
/** … until this one, in Japan’s time, … */
export const QUIET_UNTIL_HOUR = 7;
/** … but for a date that is this near. */
export const NEAR_HOURS = 12;
