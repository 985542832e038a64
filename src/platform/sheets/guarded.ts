/**
 * Spreadsheets run what begins with = + - @ as a formula. An apostrophe before it makes it words; a telephone number or
 * a coordinate, which begins so too, computes nothing that could harm and stays as it is.
 */

const RUNS = /^[=+\-@\t\r\n＝＋－＠]/;
const FIGURE = /^[+-]?[\d\s().-]+$/;

export const guarded = (text: string): string =>
  (RUNS.test(text) && !FIGURE.test(text)) || /^'+[=+\-@\t\r\n＝＋－＠]/.test(text)
    ? `'${text}`
    : text;

/** What a guarded text was: a list of ours, sent back, says what it said. */
export const unguarded = (text: string): string =>
  /^'+[=+\-@\t\r\n＝＋－＠]/.test(text) ? text.slice(1) : text;
