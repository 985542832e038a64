/** Half-width signs, and the many dashes and waves of Japanese typing as one each. */
export const plain = (text: string): string =>
  text
    .normalize('NFKC')
    .replace(/[‐‑‒–—―−ー－](?=\s*\d)|(?<=\d\s*)[‐‑‒–—―−ー－]/g, '-')
    .replace(/[〜～∼]/g, '~');

/** The same with one space for every run of them: what looks for words between spaces takes long over thousands. */
export const plainLine = (text: string): string => plain(text).replace(/\s+/gu, ' ').trim();

/** Whether somebody typed digits of double width. */
export const hasWideDigits = (text: string): boolean => /[０-９]/.test(text);
