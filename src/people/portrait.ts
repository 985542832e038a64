/** A portrait: the one photograph that somebody keeps of themselves. */

export const LARGEST_PICTURE = 10 * 1024 * 1024;
export const PORTRAIT_SIDE = 320;
/** Of what is uploaded: below it the picture would be a blur. */
export const LEAST_SIDE = 160;

/** Why a picture is not taken. */
export type PictureProblem =
  'missing' | 'large' | 'heic' | 'format' | 'small' | 'pixels' | 'unreadable' | 'busy' | 'soon';

type PictureFormat = 'jpeg' | 'png' | 'webp' | 'heic';

/** As many of a file's first bytes as tell its format. */
export const HEAD = 12;

/** What the bytes themselves say; the file's name and its sender's word count for nothing. */
export function formatOf(bytes: Uint8Array): PictureFormat | undefined {
  const head = String.fromCharCode(...bytes.subarray(0, HEAD));
  if (head.startsWith('\xff\xd8\xff')) return 'jpeg';
  if (head.startsWith('\x89PNG\r\n\x1a\n')) return 'png';
  if (/^RIFF[^]{4}WEBP$/.test(head)) return 'webp';
  return /^[^]{4}ftyp(hei[cxms]|hev[cxms]|mif1|msf1)$/.test(head) ? 'heic' : undefined;
}

/** What is wrong with a file before anybody opens it. */
export function problemAtSight(size: number, head: Uint8Array): PictureProblem | undefined {
  if (size === 0) return 'missing';
  if (size > LARGEST_PICTURE) return 'large';
  const format = formatOf(head);
  return format === 'heic' ? 'heic' : format === undefined ? 'format' : undefined;
}

/** The same for everybody, and only while somebody's own consent shows it there. */
export const portraitAddress = (id: string): string => `/portraits/${id}.webp`;
