/** How an organisation stands with this portal. */

/**
 * `listed`: read from public pages, labelled so, never asked to publish here: nobody of it signs in. All others came by
 * an application, and of those everybody sees `verified` ones only: held by the column `shown` and its foreign keys.
 */
export const STANDINGS = [
  'listed',
  'applied',
  'asked',
  'declined',
  'verified',
  'withdrawn',
] as const;
export type Standing = (typeof STANDINGS)[number];

/** Nothing of it was ever public, so nobody has signed up or talked with anybody there. One that was withdrawn keeps `verifiedAt`. */
export const neverShown = (one: { standing: Standing; verifiedAt: Date | null }): boolean =>
  one.standing !== 'listed' && one.verifiedAt === null;
