/** How long a staff sign-in lasts, as the code keeps it and the page on privacy says it. */

export const SIGN_IN_IDLE_MINUTES = 30;
/** However busy. */
export const SIGN_IN_HOURS = 12;
