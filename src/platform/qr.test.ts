import jsQR from 'jsqr';
import sharp from 'sharp';
import { expect, test } from 'vitest';
import { qrOf } from './qr.ts';

/** What a telephone's camera makes of it: the path drawn as the page draws it, and read by a reader that is not its writer. */
async function readBack(text: string): Promise<string | undefined> {
  const { size, path } = qrOf(text);
  const quiet = 4;
  const edge = size + 2 * quiet;
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="${-quiet} ${-quiet} ${edge} ${edge}" width="${edge * 6}" height="${edge * 6}"><rect x="${-quiet}" y="${-quiet}" width="${edge}" height="${edge}" fill="#fff"/><path d="${path}"/></svg>`;
  const { data, info } = await sharp(Buffer.from(svg))
    .ensureAlpha()
    .raw()
    .toBuffer({ resolveWithObject: true });
  return jsQR(new Uint8ClampedArray(data), info.width, info.height)?.data;
}

test.each([
  'https://tsudoi.example/areas/13116',
  'https://tsudoi.example/en/areas/13201?district=7d9f0c0e-31ab-4f0e-9a5e-0c2f4e6b8a11',
])('%s is read back from its squares', async (address) => {
  expect(await readBack(address)).toBe(address);
});
