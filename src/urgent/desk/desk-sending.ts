import { Sending } from '#ui/sending';

/** Forms at the desk without a place of their own to say so: what does not arrive is told above the list, and the page stays. */
export const deskSending = new Sending();
