/** How long what colleagues ask of each other is kept after its shift, as the code keeps it and the page on privacy says it. */
export const SHIFT_REQUESTS_KEPT_DAYS = 30;
