import type { RowFilter } from '#imports';

/** Where the rows begin, below all that is told of the list as a whole. */
export const ROWS = 'rows';

/** The address of a page of the rows a filter leaves, at its rows. */
export function hrefOf({ outcome, reason, page }: Partial<RowFilter>): string {
  const asked = new URLSearchParams({
    ...(outcome && { outcome }),
    ...(reason && { reason }),
    ...(page && page > 1 && { page: String(page) }),
  });
  return `?${asked}#${ROWS}`;
}
