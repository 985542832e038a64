import { localizeHref } from '#paraglide/runtime';

/** Where what can be done about one message stands without script, and where its forms go. */
export const messagePage = (roomId: string, seq: number): string =>
  localizeHref(`/rooms/${roomId}/message/${seq}`);
