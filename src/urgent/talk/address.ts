/** A contact's own page, and the acts on it: each comes back to the one it was made on. */
export const talkPath = (contactId: string): string => `/talk?contact=${contactId}`;
/** How it stands, in a frame that renews itself where there is no script. */
export const statusPath = (contactId: string): string => `/talk/status?contact=${contactId}`;

export const actOn = (contactId: string, act: string): string => `?/${act}&contact=${contactId}`;
