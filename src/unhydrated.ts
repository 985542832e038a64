/** A page that no framework takes over in the browser carries none of the marks by which one would find its places. */

const MARKS = /<!--(?:\[[\d!-]*|\])?-->/gu;

export const withoutMarks = (html: string): string =>
  html.includes('kit.start(') ? html : html.replace(MARKS, '');
