/** What is promised of copies of the database, as the code keeps it and the page on privacy says it. */

/** A backup is kept for so many days, and nothing older is restored. */
export const BACKUPS_KEPT_DAYS = 30;
