/** Makes the small square picture that is kept: upright, without anything that a camera wrote beside it. */
import type { default as Sharp, Metadata } from 'sharp';
import { turns } from '#platform/turns';
import { LEAST_SIDE, PORTRAIT_SIDE, type PictureProblem } from './portrait.ts';

/** Room for what telephones take; what would need more is never decoded. */
const MOST_DECODED = 100_000_000;
const MOST_BYTES = 40 * 1024;
const PATIENCE_S = 10;
const QUALITIES = [82, 70, 55, 40, 25, 10];

// A decoded picture is large: one at a time, few waiting.
const inTurn = turns(1, 4);

/** The picture as everybody would get it, or why it cannot be one. */
export const pictureOf = (bytes: Uint8Array): Promise<Buffer | PictureProblem> =>
  inTurn(() => madeOf(bytes));

async function madeOf(bytes: Uint8Array): Promise<Buffer | PictureProblem> {
  const sharp = await openDecoder();
  try {
    const told = await sharp(bytes, { limitInputPixels: false }).metadata();
    if (decodedBytes(told) > MOST_DECODED) return 'pixels';
    if (Math.min(told.width, told.height) < LEAST_SIDE) return 'small';
    return await smallest(sharp, await squareOf(sharp, await shrunk(sharp, bytes)));
  } catch {
    return 'unreadable';
  }
}

/** What it takes to hold all of it: enlarged where a side is short, twice where its lines come in several passes. */
function decodedBytes({ width, height, channels, depth, isProgressive }: Metadata): number {
  const enlarged = Math.max(1, PORTRAIT_SIDE / Math.min(width, height)) ** 2;
  const passes = isProgressive ? 2 : 1;
  return width * height * channels * (BYTES[depth] ?? 8) * enlarged * passes;
}

const BYTES: Record<string, number> = { uchar: 1, ushort: 2 };

/** Read line by line while the clock runs: only what is written last can be stopped, so nothing is turned or cut before. */
const shrunk = (sharp: typeof Sharp, bytes: Uint8Array) =>
  sharp(bytes, { failOn: 'error', limitInputPixels: MOST_DECODED })
    .timeout({ seconds: PATIENCE_S })
    .resize(PORTRAIT_SIDE, PORTRAIT_SIDE, { fit: 'outside', withoutEnlargement: true })
    .keepExif()
    .png({ compressionLevel: 1 })
    .toBuffer();

/** Upright, cut around what draws the eye: skin before the rest. */
const squareOf = (sharp: typeof Sharp, bytes: Uint8Array) =>
  sharp(bytes)
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
