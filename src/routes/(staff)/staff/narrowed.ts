/** By what a list of the staff's is narrowed, as its address says. */
import { readableLine } from '#platform/text';

export interface Narrowed {
  text: string;
  /** From 1. */
  page: number;
}

const LONGEST = 80;
const LAST_PAGE = 10_000;

export function narrowedBy({ searchParams }: URL): Narrowed {
  const page = Math.trunc(Number(searchParams.get('page'))) || 1;
  return {
    text: readableLine(searchParams.get('q') ?? '').slice(0, LONGEST),
    page: Math.min(Math.max(page, 1), LAST_PAGE),
  };
}
