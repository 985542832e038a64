import { wake } from '#platform/jobs';

/** Makes every loop that follows presence look at once; `contacts` is the urgent desk's, which duty may not import. */
export function presenceChanged(): void {
  wake('presence');
  wake('contacts');
}
