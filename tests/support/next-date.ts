/** Dates of a running portal's demonstration, found by the title of their series. */
import { rowsOf } from './rows.ts';

/** The next that is still to come, some days ahead at least. */
export async function nextDateOf(
  databaseUrl: string,
  title: string,
  { inDays = 1 }: { inDays?: number } = {},
): Promise<string> {
  const [date] = await rowsOf<{ id: string }>(
    databaseUrl,
    `select o.id from occurrences o join series s on s.id = o.series_id
     where s.title = $1 and o.state = 'scheduled' and o.starts_at > now() + make_interval(days => $2)
     order by o.starts_at limit 1`,
    [title, inDays],
  );
  if (!date) throw new Error(`no date of ${title}`);
  return date.id;
}
