/** Pictures as telephones take them, and as nobody should send them. */
import { crc32 } from 'node:zlib';
import sharp from 'sharp';
import { later, now, seconds } from '#platform/clock';
import { useFakeClock } from './clock.ts';

/** Two halves, red on the left and blue on the right, with a place and a name written beside the picture. */
export const aPhotograph = (
  over: { side?: number; orientation?: number; format?: 'jpeg' | 'png' | 'webp' } = {},
): Promise<Buffer> => {
  const { side = 640, orientation = 1, format = 'jpeg' } = over;
  const half = { width: side / 2, height: side, channels: 3 as const };
  return sharp({ create: { ...half, width: side, background: 'blue' } })
    .composite([{ input: { create: { ...half, background: 'red' } }, gravity: 'west' }])
    .withMetadata({ orientation })
    .withExifMerge({
      IFD0: { Artist: 'A-NAME-IN-EXIF' },
      IFD3: { GPSLatitudeRef: 'N', GPSLatitude: '35/1 41/1 0/1' },
    })
    .toFormat(format)
    .toBuffer();
};

/** Until the same person may send another one. */
export const waitForNextPicture = () => useFakeClock(later(now(), seconds(11)));

/** One that is a hundred times larger opened than sent, of a single colour. */
export const aBomb = ({ side, deep = false }: { side: number; deep?: boolean }) => {
  const create = { width: side, height: side, channels: 4 as const, background: 'red' };
  const image = sharp({ create }).withMetadata({ orientation: 6 });
  return deep ? image.toColourspace('rgb16') : image;
};

/** A PNG that claims to be so large, of a few bytes. */
export function aClaim(width: number, height: number): Buffer {
  const size = Buffer.alloc(13);
  size.writeUInt32BE(width, 0);
  size.writeUInt32BE(height, 4);
  size.set([8, 2], 8);
  return Buffer.concat([
    Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'),
    chunk('IHDR', size),
    chunk('IDAT', Buffer.from([0x78, 0x9c, 0x03, 0, 0, 0, 0, 1])),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

function chunk(kind: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(kind, 'latin1'), data]);
  const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)];
  length.writeUInt32BE(data.length);
  sum.writeUInt32BE(crc32(body));
  return Buffer.concat([length, body, sum]);
}

/** What a row could be made to hold: the head of a plain WebP of these sides, and nothing behind it but zeros. */
export function aRow(over: { bytes?: number; width?: number; chunk?: string } = {}): Buffer {
  const { bytes = 100, width = 320, chunk: kind = 'VP8 ' } = over;
  const row = Buffer.alloc(bytes);
  row.write('RIFF', 0, 'latin1');
  row.writeUInt32LE(bytes - 8, 4);
  row.write(`WEBP${kind}`, 8, 'latin1');
  row.writeUInt32LE(bytes - 20, 16);
  row.writeUInt16LE(width, 26);
  row.writeUInt16LE(320, 28);
  return row;
}
