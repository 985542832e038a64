/** What is promised of a person's way back, as the code keeps it and the page on privacy says it. */

/** How many words a recovery phrase has. */
export const PHRASE_LENGTH = 6;
/** How long its words are held in memory for a reload, unless they are noted before. */
export const PHRASE_SHOWN_MINUTES = 15;
/** A device is forgotten when it was not used for this long, … */
export const DEVICE_IDLE_HOURS = 24;
/** … or, where the person asked it to remember, after this long. */
export const DEVICE_REMEMBERED_DAYS = 30;
/** Somebody who has not come for this long, and is expected nowhere, is deleted with all that was theirs. */
export const IDLE_KEPT_DAYS = 180;
