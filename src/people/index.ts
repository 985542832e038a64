/** Who shows themselves, and where: everybody by their own act alone. */
export {
  HEAD,
  portraitAddress,
  PORTRAIT_SIDE,
  problemAtSight,
  type PictureProblem,
} from './portrait.ts';
export { pictureProblemWord } from './words.ts';
