/**
 * Somebody of the demonstration on duty at their desks, whatever was planned: a journey brings the hours that it needs. What
 * was planned and begins or ends within them is theirs as well, so that no hour is left that nobody covers.
 */
import { rowsOf } from './rows.ts';

const DESKS = `select w.id as window_id, a.id as account_id, m.role
  from accounts a join memberships m on m.account_id = a.id and m.role in ('window_staff', 'peer_supporter')
  join windows w on w.organisation_id = m.organisation_id where a.login = $1 and w.ended_on is null`;

export async function putOnDuty(
  databaseUrl: string,
  login: string,
  [startsAt, endsAt]: [Date, Date],
): Promise<void> {
  const values = [login, startsAt, endsAt];
  await rowsOf(
    databaseUrl,
    `with own as (${DESKS}), planned as (
       update shifts s set taken_off_at = now() from own
       where s.window_id = own.window_id and s.account_id = own.account_id and s.taken_off_at is null
         and tstzrange(s.starts_at, s.ends_at) && tstzrange($2, $3)
       returning s.window_id, s.starts_at, s.ends_at)
     insert into shifts (window_id, account_id, role, starts_at, ends_at, origin)
     select own.window_id, account_id, role, least($2, min(p.starts_at)), greatest($3, max(p.ends_at)), 'explicit'
     from own left join planned p using (window_id) group by own.window_id, account_id, role`,
    values,
  );
}
