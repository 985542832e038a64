/** Who shows themselves, and where: everybody by their own act alone. */
export {
  appearanceInput,
  type Appearance,
  type AppearanceInput,
  type PortraitStand,
} from './appearance.ts';
export {
  HEAD,
  portraitAddress,
  PORTRAIT_SIDE,
  problemAtSight,
  type PictureProblem,
} from './portrait.ts';
export { pictureProblemWord } from './words.ts';
