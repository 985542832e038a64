/** `cache-control` of a page that is somebody's own once they have a place or a talk here, and the same for all before. */
export const ownPage = (participant: object | null): string =>
  // What is kept nowhere is sent uncompressed: too heavy where there is nothing of anybody's to keep.
  participant ? 'no-store' : 'private, no-cache';
