/** Makes the small square picture that is kept: upright, without anything that a camera wrote beside it. */
import type Sharp from 'sharp';
import { turns } from '#platform/turns';
import { LEAST_SIDE, PORTRAIT_SIDE, problemAtSight, type PictureProblem } from './portrait.ts';

/** The largest that telephones take; what claims more is never decoded. */
const MOST_PIXELS = 50_000_000;
const MOST_BYTES = 40 * 1024;
const PATIENCE_S = 10;
const QUALITIES = [82, 70, 55, 40, 25, 10];

// A decoded picture is large: one at a time, few waiting.
const inTurn = turns(1, 4);

/** The picture as everybody would get it, or why it cannot be one. */
export async function pictureOf(bytes: Uint8Array): Promise<Buffer | PictureProblem> {
  return problemAtSight(bytes.length, bytes) ?? inTurn(() => madeOf(bytes));
}

async function madeOf(bytes: Uint8Array): Promise<Buffer | PictureProblem> {
  const sharp = await openDecoder();
  try {
    const { width, height } = await sharp(bytes, { limitInputPixels: false }).metadata();
    if (width * height > MOST_PIXELS) return 'pixels';
    if (Math.min(width, height) < LEAST_SIDE) return 'small';
    return await smallest(sharp, await squareOf(sharp, bytes));
  } catch {
    return 'unreadable';
  }
}

/** Upright, cut around what draws the eye: skin before the rest. */
const squareOf = (sharp: typeof Sharp, bytes: Uint8Array) =>
  sharp(bytes, { failOn: 'error', limitInputPixels: MOST_PIXELS })
    .timeout({ seconds: PATIENCE_S })
    .autoOrient()
    .resize(PORTRAIT_SIDE, PORTRAIT_SIDE, { fit: 'cover', position: sharp.strategy.attention })
    .flatten({ background: 'white' })
    .toColourspace('srgb')
    .raw()
    .toBuffer({ resolveWithObject: true });

/** Written anew from its pixels alone, as well as fits. */
async function smallest(
  sharp: typeof Sharp,
  { data, info }: Awaited<ReturnType<typeof squareOf>>,
): Promise<Buffer | PictureProblem> {
  const { width, height, channels } = info;
  for (const quality of QUALITIES) {
    const image = await sharp(data, { raw: { width, height, channels } })
      .webp({ quality, effort: 5 })
      .toBuffer();
    if (image.length <= MOST_BYTES) return image;
  }
  return 'unreadable';
}

let decoder: Promise<typeof Sharp> | undefined;

/** Loaded with the first picture: a portal where nobody uploads one never holds it. */
const openDecoder = (): Promise<typeof Sharp> => (decoder ??= loadDecoder());

async function loadDecoder(): Promise<typeof Sharp> {
  const { default: sharp } = await import('sharp');
  sharp.cache(false);
  sharp.concurrency(1);
  // Of all that it could open, only what we ask for.
  sharp.block({ operation: ['VipsForeignLoad'] });
  sharp.unblock({
    operation: [
      'VipsForeignLoadJpegBuffer',
      'VipsForeignLoadPngBuffer',
      'VipsForeignLoadWebpBuffer',
    ],
  });
  return sharp;
}
