/** What is promised of a sign-up, as the code keeps it and the pages say it. */

/** The name and the message of a sign-up are kept for this long after the date's end. */
export const SIGN_UP_NAMES_KEPT_DAYS = 30;
/** Answers to an organiser's questions are deleted so long after it. */
export const ANSWERS_KEPT_DAYS = 30;
