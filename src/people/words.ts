import { m } from '#paraglide/messages';
import { LARGEST_PICTURE, LEAST_SIDE, type PictureProblem } from './portrait.ts';

/** What is wrong with a picture, and what to do about it. */
export const pictureProblemWord = (problem: PictureProblem): string =>
  ({
    missing: m.people_picture_missing,
    large: () => m.people_picture_large({ megabytes: LARGEST_PICTURE / 1024 / 1024 }),
    heic: m.people_picture_heic,
    format: m.people_picture_format,
    small: () => m.people_picture_small({ pixels: LEAST_SIDE }),
    pixels: m.people_picture_pixels,
    unreadable: m.people_picture_unreadable,
    busy: m.people_picture_busy,
    soon: m.people_picture_soon,
  })[problem]();
