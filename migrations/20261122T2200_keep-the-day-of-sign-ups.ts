import { sql, type Kysely } from 'kysely';

/**
 * Of a sign-up the day is kept: two at different organisations within the same second are one person's. Whether a slot takes
 * somebody is still judged to the instant, before the row is written. In a queue the number tells who was first.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    alter table signups drop column changed_at;
    update signups set created_at = date_trunc('day', created_at at time zone 'Asia/Tokyo') at time zone 'Asia/Tokyo';
    alter table signups add constraint signups_created_on_a_day
      check (created_at at time zone 'Asia/Tokyo' = (created_at at time zone 'Asia/Tokyo')::date);
    create or replace function refuse_untimely_signup() returns trigger language plpgsql as $$
    begin
      if exists (
        select from occurrences o
        join availabilities v on v.series_id = o.series_id and v.account_id = o.supporter_account_id
        where o.id = new.occurrence_id and (
          new.created_at >= o.starts_at - v.notice_minutes * interval '1 minute' + interval '1 minute'
          or new.created_at < ((o.starts_at at time zone 'Asia/Tokyo')::date - v.horizon_days)::timestamp
            at time zone 'Asia/Tokyo')
      ) then
        raise exception 'the slot takes no sign-up at this time'
          using errcode = 'check_violation', constraint = 'signups_within_notice';
      end if;
      new.created_at := date_trunc('day', new.created_at at time zone 'Asia/Tokyo') at time zone 'Asia/Tokyo';
      return new;
    end $$;
  `.execute(db);
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await sql`
    alter table signups
      drop constraint signups_created_on_a_day,
      add column changed_at timestamptz not null default now();
    create or replace function refuse_untimely_signup() returns trigger language plpgsql as $$
    begin
      if exists (
        select from occurrences o
        join availabilities v on v.series_id = o.series_id and v.account_id = o.supporter_account_id
        where o.id = new.occurrence_id and (
          new.created_at >= o.starts_at - v.notice_minutes * interval '1 minute' + interval '1 minute'
          or new.created_at < ((o.starts_at at time zone 'Asia/Tokyo')::date - v.horizon_days)::timestamp
            at time zone 'Asia/Tokyo')
      ) then
        raise exception 'the slot takes no sign-up at this time'
          using errcode = 'check_violation', constraint = 'signups_within_notice';
      end if;
      return new;
    end $$;
  `.execute(db);
}
