import { sql, type Kysely } from 'kysely';

/**
 * Nobody signs up for a slot past its supporter's notice, or before it opens, whoever writes. A minute's grace: the verb
 * judges to the instant and writes a moment later.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    alter table signups
      drop constraint signups_way,
      add constraint signups_way check (way in ('text', 'voice', 'video', 'watch', 'onsite'));
    create function refuse_untimely_signup() returns trigger language plpgsql as $$
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
    create trigger signups_within_notice before insert on signups
      for each row execute function refuse_untimely_signup();
  `.execute(db);
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await sql`
    drop trigger signups_within_notice on signups;
    drop function refuse_untimely_signup;
    update signups set way = 'voice' where way = 'video';
    alter table signups
      drop constraint signups_way,
      add constraint signups_way check (way in ('text', 'voice', 'watch', 'onsite'));
  `.execute(db);
}
