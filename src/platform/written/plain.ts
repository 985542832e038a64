/** Half-width signs, and the many dashes and waves of Japanese typing as one each. */
export const plain = (text: string): string =>
  text
    .normalize('NFKC')
    .replace(/[‐‑‒–—―−ー－](?=\s*\d)|(?<=\d\s*)[‐‑‒–—―−ー－]/g, '-')
    .replace(/[〜～∼]/g, '~');

/** Whether somebody typed digits of double width. */
export const hasWideDigits = (text: string): boolean => /[０-９]/.test(text);
