/** What the question whether a talk may still be read is known by; to ask it is no reading. */
export const STILL_READABLE = 'urgent:earlier';
