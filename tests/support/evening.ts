/** A session put into a running portal's database, for journeys that need one with few places; of a publisher's own organisation where one is named by login. */
import { rowsOf } from './rows.ts';

interface Evening {
  id: string;
  title: string;
}

export async function anEveningIn(
  databaseUrl: string,
  {
    title,
    capacity,
    startsInMinutes = 2 * 24 * 60,
    publishedBy,
  }: { title: string; capacity: number; startsInMinutes?: number; publishedBy?: string },
): Promise<Evening> {
  const [row] = await rowsOf<{ id: string }>(databaseUrl, INSERT, [
    ...[title, capacity, startsInMinutes, publishedBy ?? ''],
  ]);
  if (!row) throw new Error('no occurrence');
  return { id: row.id, title };
}

/** It moves to the last second of this day, so that it is ahead and of today whatever the hour. */
export async function movesToToday(databaseUrl: string, id: string): Promise<void> {
  await rowsOf(databaseUrl, MOVE_TO_TODAY, [id]);
}

/** From now on its sign-up opens, or closes, so many seconds ahead. */
export async function signUpTurns(
  databaseUrl: string,
  id: string,
  turn: { opensInSeconds: number } | { closesInSeconds: number },
): Promise<void> {
  const [opens, seconds] =
    'opensInSeconds' in turn ? [true, turn.opensInSeconds] : [false, turn.closesInSeconds];
  await rowsOf(databaseUrl, TURN, [id, seconds, opens ? 60 : null, opens ? 0 : 60]);
}

const MOVE_TO_TODAY = `
  update occurrences set starts_at = last_second, ends_at = last_second + interval '90 minutes'
  from (select date_trunc('day', now(), 'Asia/Tokyo') + interval '1 day' - interval '1 second' as last_second) as today
  where id = $1`;

const TURN = `
  with date as (
    update occurrences set starts_at = at, ends_at = at + interval '90 minutes'
    from (select date_trunc('second', now()) + interval '60 minutes' + make_interval(secs => $2) as at) as start
    where id = $1 returning series_id)
  update series s set sign_up_opens_minutes = $3, sign_up_closes_minutes = $4
  from date where s.id = date.series_id`;

const INSERT = `
  with published as (
    select organisation_id as id from memberships m join accounts a on a.id = m.account_id
    where a.login = $4 and m.role = 'publisher' limit 1),
  founded as (
    insert into organisations (name, kind, standing, verified_at)
    select '親の会あおば ' || left(gen_random_uuid()::text, 8), 'family_association', 'verified', now()
    where not exists (select from published) returning id),
  organisation as (select id from published union all select id from founded),
  evening as (
    insert into series (organisation_id, kind, state, title, summary, audience, format, capacity, sign_up_policy, has_room)
    select id, 'group_session', 'published', $1, '話を聞くだけでもかまいません。', '{family}', 'online', $2, 'open', true
    from organisation returning id)
  insert into occurrences (series_id, kind, original_start, starts_at, ends_at, origin, capacity)
  select id, 'group_session', at, at, at + interval '90 minutes', 'rule', $2
  from evening, (select date_trunc('minute', now()) + make_interval(mins => $3) as at) as start
  returning id`;
