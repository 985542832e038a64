import type { OrganisationId } from '#accounts';
import { sql, type Database } from '#platform/db';
import type { Month } from '#platform/month';
import { goesOn } from '#windows/server';
import { windowsAlong } from '../../contact-queries.server.ts';
import { SEARCH_BEGINS } from '../desk.ts';
import type { Outcome, Teller } from '../wrap-up/wrap-up.ts';
import { SHOWN, type BoardWindow, type OnDuty, type Standing, type Stands } from './board.ts';

interface Asked {
  organisations: OrganisationId[];
  at: Date;
  /** When the day began. */
  today: Date;
  month: Month;
}

interface Row {
  windowId: string;
  name: string;
  onDuty: OnDuty[];
  standing: (Standing & { kind: Stands })[];
  counts: Partial<Record<Stands, number>>;
  late: number;
  answered: number;
  waits: number[] | null;
  outcomes: { outcome: Outcome | 'unsaid'; teller: Teller | 'unsaid'; talks: number }[];
}

/** Each window of these organisations as it stands. Who does not ring there yet is counted wherever the route leads through. */
export async function listBoard(db: Database, asked: Asked): Promise<BoardWindow[]> {
  const { organisations, at, today, month } = asked;
  const { rows } = await sql<Row>`
    with own as (
      select id, name from windows where organisation_id = any(${organisations}::uuid[]) and ${goesOn()}),
    through as (
      select distinct c.id, c.state, c.answer_by, led.window_id, coalesce((select max(e.at)
        from contact_events e where e.contact_id = c.id and e.kind = any(${SEARCH_BEGINS})), c.created_at) as since
      from contacts c, ${windowsAlong('c.route')} as led (window_id)
      where c.state in ('waiting', 'ringing', 'message')),
    standing as materialized (
      select o.window_id, 'ringing' as kind, min(o.offered_at) as at, array_agg(a.display_name order by o.offered_at) as who
        from offers o join accounts a on a.id = o.account_id
        where o.state = 'ringing' and o.purpose = 'call' group by o.window_id, o.contact_id
      union all select window_id, 'waiting', since, '{}' from through
        where state <> 'message' and not exists (select from offers o
          where o.contact_id = through.id and o.window_id = through.window_id and o.state = 'ringing')
      union all select t.owner_window_id, 'talking', t.answered_at, array[a.display_name]
        from contacts t join accounts a on a.id = t.owner_account_id
      union all select window_id, 'letters', answer_by, '{}' from through where state = 'message'
      union all select window_id, 'callbacks', meets_at, '{}' from callbacks where meets_at > ${at}),
    ranked as (
      select *, row_number() over (kinds order by at) as nth, count(*) over kinds as count
      from standing window kinds as (partition by window_id, kind)),
    -- Once for all windows, among what is open or ended today: else it read every offer there ever was.
    answered as materialized (
      select o.window_id, extract(epoch from o.closed_at - c.created_at) as waited
      from offers o join contacts c on c.id = o.contact_id
      where o.contact_id = any(array(select id from contacts where ended_at >= ${today} or state not in ('ended', 'left')))
        and o.state = 'accepted' and o.purpose = 'call' and o.closed_at >= ${today})
    select own.id as "windowId", own.name,
      (select coalesce(jsonb_agg(jsonb_build_object('name', a.display_name, 'role', s.role,
          'until', floor(extract(epoch from s.ends_at) * 1000), 'capacity', s.capacity,
          'talking', (select count(*) from contacts t where t.owner_account_id = s.account_id),
          'there', exists (select from leases l where l.account_id = s.account_id and l.due_at > ${at}))
          order by s.ends_at), '[]')
        from shifts s join accounts a on a.id = s.account_id
        where s.window_id = own.id and s.taken_off_at is null and s.starts_at <= ${at} and s.ends_at > ${at}) as "onDuty",
      (select coalesce(jsonb_agg(jsonb_build_object('kind', kind, 'who', who,
          'at', floor(extract(epoch from at) * 1000)) order by at) filter (where nth <= ${SHOWN}), '[]')
        from ranked where window_id = own.id) as standing,
      (select coalesce(jsonb_object_agg(kind, nth) filter (where nth = count), '{}')
        from ranked where window_id = own.id) as counts,
      (select count(*)::integer from standing where window_id = own.id and kind = 'letters' and at <= ${at}) as late,
      answers.count as answered, answers.waits,
      (select coalesce(jsonb_agg(jsonb_build_object('outcome', outcome, 'teller', teller, 'talks', talks)), '[]')
        from talk_outcomes o where o.window_id = own.id and o.month = (${month} || '-01')::date) as outcomes
    from own,
      lateral (select count(*)::integer as count,
          percentile_cont(array[0.5, 0.9]) within group (order by waited) as waits
        from answered where window_id = own.id) as answers`.execute(db);
  return rows.map(windowOf);
}

const windowOf = (row: Row): BoardWindow => ({
  windowId: row.windowId,
  name: row.name,
  onDuty: row.onDuty,
  standing: Object.groupBy(row.standing, ({ kind }) => kind),
  counts: row.counts,
  late: row.late,
  waits: { count: row.answered, p50: row.waits?.[0] ?? null, p90: row.waits?.[1] ?? null },
  outcomes: countsBy(row.outcomes, ({ outcome }) => outcome),
  tellers: countsBy(row.outcomes, ({ teller }) => teller),
});

function countsBy<Name extends string>(
  rows: Row['outcomes'],
  nameOf: (row: Row['outcomes'][number]) => Name | 'unsaid',
): Partial<Record<Name, number>> {
  const counts: Partial<Record<string, number>> = {};
  for (const row of rows) counts[nameOf(row)] = (counts[nameOf(row)] ?? 0) + row.talks;
  delete counts['unsaid'];
  return counts; // Its keys are the names.
}
