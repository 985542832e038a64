import { Sending } from '#ui/sending';

/** Every form at the desk is sent by this: what does not arrive leaves the page, its talks and all that is typed as they are. */
export const deskSending = new Sending();
