/** Free text as people may write it, measured and cleaned the same way everywhere. */

const segmenter = new Intl.Segmenter('ja', { granularity: 'grapheme' });

/** Length as a reader counts it. */
export const graphemes = (text: string): number => {
  let count = 0;
  for (const _ of segmenter.segment(text)) count += 1;
  return count;
};

// Bidirectional overrides and isolates, zero-width and other invisible characters, controls but newline and tab, halves of a character.
const invisible =
  /[\u0000-\u0008\u000B-\u001F\u007F-\u009F\u00AD\u061C\u180E\u200B\u200C\u200E\u200F\u202A-\u202E\u2060-\u2064\u2066-\u206F\uFEFF\uFFF9-\uFFFB\p{Cs}]/gu;

/** NFC, no invisible or direction-changing characters, line ends as \n, trimmed. Keeps the joiner of emoji. */
export const readableText = (text: string): string =>
  text.replace(/\r\n?/g, '\n').normalize('NFC').replace(invisible, '').trim();

/** The same on one line. */
export const readableLine = (text: string): string => readableText(text).replace(/\s+/gu, ' ');
