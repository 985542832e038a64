/** Somebody of the demonstration on duty at their desks, whatever was planned: a journey brings the hours that it needs. */
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
    `update shifts s set taken_off_at = now() from (${DESKS}) as own
     where s.window_id = own.window_id and s.account_id = own.account_id and s.taken_off_at is null
       and tstzrange(s.starts_at, s.ends_at) && tstzrange($2, $3)`,
    values,
  );
  await rowsOf(
    databaseUrl,
    `insert into shifts (window_id, account_id, role, starts_at, ends_at, origin)
     select window_id, account_id, role, $2::timestamptz, $3::timestamptz, 'explicit' from (${DESKS}) as own`,
    values,
  );
}
