import { wake } from '#platform/jobs';

/** Makes every loop that follows presence look at once. */
export const presenceChanged = (): void => wake('presence');
