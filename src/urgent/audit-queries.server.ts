/** Looks, by other means than the engine, for contacts that nobody looks after. */
import { sql, type Database } from '#platform/db';

interface Finding {
  fault: string;
  contacts: number;
}

/**
 * What is wrong with any contact at an instant; empty when all is well. For /healthz and the drills. Contacts and their rings
 * are compared by `except` and `intersect`: that is linear however wrong the planner guesses in the first minute of a flood.
 */
export async function auditContacts(db: Database, now: Date): Promise<Finding[]> {
  const { rows } = await sql<Finding>`
    with open as (select * from contacts where state not in ('ended', 'left')),
    faults (fault, contact_id) as (
      select 'nobody_s', id from open where owner_account_id is null and due_at is null
      union all
      select 'long_past_due', id from open
        where owner_account_id is null and due_at < ${now}::timestamptz - interval '60 seconds'
      union all
      select 'owner_without_desk', o.id from open o where o.owner_account_id is not null and not exists (
        select from leases l where l.account_id = o.owner_account_id
          and l.due_at > ${now}::timestamptz - interval '60 seconds')
      union all
      select 'not_one_reader', o.id from open o where (
        select count(*) from contact_spans s where s.contact_id = o.id and s.to_seq is null
      ) <> case when o.state = 'talking' then 1 else 0 end
      union all
      select 'reader_is_not_owner', c.id from contact_spans s join contacts c on c.id = s.contact_id
        where s.to_seq is null and s.account_id is distinct from c.owner_account_id
      union all
      (select 'ringing_without_a_ring', id from open where state = 'ringing'
        except select 'ringing_without_a_ring', contact_id from offers where state = 'ringing' and purpose = 'call')
      union all
      select 'rings_though_answered_or_over', f.contact_id from offers f join contacts c on c.id = f.contact_id
        where f.state = 'ringing' and f.purpose = 'call' and c.state <> 'ringing'
      union all
      select 'handed_over_by_nobody', f.contact_id from offers f join contacts c on c.id = f.contact_id
        where f.state = 'ringing' and f.purpose = 'hand_over' and c.state <> 'talking'
      union all
      select 'handed_over_for_long', contact_id from contact_hand_overs
        where state = 'ringing' and stands_until < ${now}::timestamptz - interval '60 seconds'
      union all
      select 'stands_still', id from (
        select id, stage from open where state = 'ringing' and stage < jsonb_array_length(route)
        intersect select contact_id, stage from offers
          where state = 'ringing' and offered_at < ${now}::timestamptz - interval '120 seconds') still
      union all
      select 'two_hosts', o.id from open o join rooms r on r.contact_id = o.id join room_members h on h.room_id = r.id
        where h.role = 'host' and h.removed_at is null and h.account_id is distinct from o.owner_account_id
      union all
      select 'two_readers_of_one_line', a.contact_id from open o
        join contact_spans a on a.contact_id = o.id join contact_spans b on b.contact_id = o.id and b.id > a.id
        where a.held and b.held and a.account_id <> b.account_id and int4range(a.from_seq, a.to_seq + 1) && int4range(b.from_seq, b.to_seq + 1)
      union all
      select 'over_capacity', o.id from open o join (
        select owner_account_id, count(*) as talks, min(answered_at) as since from open
          where owner_account_id is not null group by 1
      ) busy using (owner_account_id)
        where busy.talks > (select coalesce(max(s.capacity), 10) from shifts s
          where s.account_id = owner_account_id and s.ends_at > busy.since)
      union all
      select 'left_but_not_erased', c.id from contacts c join rooms r on r.contact_id = c.id
        where c.state = 'left' and c.ended_at > ${now}::timestamptz - interval '1 day'
      union all
      (select 'time_unknown', id from open where state = 'callback'
        except select 'time_unknown', contact_id from callbacks)
      union all
      select 'time_though_over', c.id from contacts c join callbacks b on b.contact_id = c.id
        where c.state in ('ended', 'left')
      union all
      select 'without_a_room', o.id from open o
        where o.state = 'talking' and not exists (select from rooms r where r.contact_id = o.id)
      union all
      select 'open_room_though_over', c.id from contacts c join rooms r on r.contact_id = c.id
        where r.state <> 'closed' and r.contact_id is not null and c.ended_at is not null
    )
    select fault, count(*)::integer as contacts from faults group by fault order by fault`.execute(
    db,
  );
  return rows;
}
