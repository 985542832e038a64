/** How much of a list a phone shows before the parts that follow are folded. */
const ROWS_AT_HAND = 10;

/** Of parts in their order, each with so many rows, which are open: the first, and those that follow while it stays short. */
export function openParts(sizes: number[]): boolean[] {
  let rows = 0;
  return sizes.map((size, index) => {
    rows += size;
    return index === 0 || rows <= ROWS_AT_HAND;
  });
}
