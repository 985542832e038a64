export { deleteAppearancesAt } from './appearance-queries.server.ts';
export { appearAt, ownAppearanceAt, peopleAt, stopAppearingAt } from './appearing.server.ts';
export type { Showing } from './consent-queries.server.ts';
export { hidePortrait, showPortrait } from './consents.server.ts';
export {
  imageOf,
  keepPortrait,
  ownPortrait,
  removeBuriedPortraits,
  removePortrait,
} from './portraits.server.ts';
