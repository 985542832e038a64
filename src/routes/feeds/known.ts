/** Whether whoever asks has this version already, by `If-None-Match`: weakly, for it travels compressed or not. */
export const isKnown = (etag: string, asked: string | null): boolean =>
  asked?.split(',').some((one) => one.trim().replace(/^W\//, '') === etag.slice(2)) ?? false;
