/** In which encoding a text file came, told from its bytes. */
import Encoding from 'encoding-japanese';
import type { SheetEncoding } from './sheet.ts';

type TextEncoding = Exclude<SheetEncoding, 'xlsx'>;

const SAMPLE = 65_536;

/** `TextDecoder`'s names; its shift_jis is the one with Microsoft's signs (①, ㈱, 髙). */
export const DECODERS: Record<TextEncoding, string> = {
  'utf-8': 'utf-8',
  cp932: 'shift_jis',
  'euc-jp': 'euc-jp',
  'utf-16le': 'utf-16le',
  'utf-16be': 'utf-16be',
};

/** Undefined for what is no text at all. */
export function encodingOf(bytes: Uint8Array): TextEncoding | undefined {
  const [a, b, c] = bytes;
  if (a === 0xef && b === 0xbb && c === 0xbf) return 'utf-8';
  if (a === 0xff && b === 0xfe) return 'utf-16le';
  if (a === 0xfe && b === 0xff) return 'utf-16be';
  const sample = sampleOf(bytes);
  if (sample.includes(0)) return sixteenBits(sample);
  if (isUtf8(sample)) return 'utf-8';
  return Encoding.detect(sample, ['SJIS', 'EUCJP']) === 'EUCJP' ? 'euc-jp' : 'cp932';
}

/** Whole lines only: a character cut in two belongs to no encoding. */
function sampleOf(bytes: Uint8Array): Uint8Array {
  if (bytes.length <= SAMPLE) return bytes;
  const end = bytes.lastIndexOf(0x0a, SAMPLE);
  return end > 0 ? bytes.subarray(0, end) : bytes;
}

/** Signs and line ends of a table have an empty half in UTF-16: which half it is tells the order. */
function sixteenBits(sample: Uint8Array): TextEncoding | undefined {
  const empty = [0, 0];
  sample.forEach((byte, at) => {
    if (byte === 0) empty[at % 2] = (empty[at % 2] ?? 0) + 1;
  });
  const [even = 0, odd = 0] = empty;
  if (odd > 2 * even) return 'utf-16le';
  return even > 2 * odd ? 'utf-16be' : undefined;
}

function isUtf8(sample: Uint8Array): boolean {
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(sample);
    return true;
  } catch {
    return false;
  }
}
