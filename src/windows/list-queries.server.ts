/** What the lists that staff narrow and page have in common. */
import { sql } from '#platform/db';

/** A municipality with its prefecture, or the prefecture, in a query that joins both. */
export const placeName = sql<string>`concat(prefectures.name, case when areas.name is null then '' else ' ' end, areas.name)`;

/** These words anywhere in a text, for `ilike`; what `ilike` takes for a sign is a letter like any other. */
export const anywhere = (words: string): string => `%${words.replace(/[%_\\]/gu, '\\$&')}%`;
