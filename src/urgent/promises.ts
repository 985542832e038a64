/** What is promised of a contact, as the code keeps it and the pages say it. Of its texts: CONTACT_TEXTS_KEPT_DAYS of rooms. */

/** Who was rung, passed and answered is kept for this long after the end; then only what is counted. */
export const CONTACT_LOG_KEPT_DAYS = 365;
/** Words that nobody answered, and whose writer has not looked for this long, are erased as by 「やめる」. */
export const UNANSWERED_WORDS_KEPT_DAYS = 90;
/** A window's reply waits this long to be read; then what was written to and fro is over. */
export const REPLY_KEPT_DAYS = 90;
/** Whose part in a talk is over is asked for this long how it ended. */
export const WRAP_UP_WITHIN_HOURS = 24;
/** That a call is held to be none lapses after this long. */
export const DOUBT_LASTS_HOURS = 24;
