import type { RowFilter } from '#imports';

/** The address of a page of the rows a filter leaves. */
export function hrefOf({ outcome, reason, page }: RowFilter): string {
  const asked = new URLSearchParams({
    ...(outcome && { outcome }),
    ...(reason && { reason }),
    ...(page > 1 && { page: String(page) }),
  });
  return `?${asked}`;
}
