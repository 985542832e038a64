export { imageOf, keepPortrait, ownPortrait, removePortrait } from './portraits.server.ts';
