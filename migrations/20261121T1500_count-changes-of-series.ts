import { sql, type Kysely } from 'kysely';

/** What every date of a series shows is its series': each change of it counts for all of them, without touching them. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    alter table series
      add facts_sequence integer not null default 0,
      add facts_changed_at timestamptz not null default now();
    create function count_change_of_facts() returns trigger language plpgsql as $$
    begin
      new.facts_sequence := old.facts_sequence + 1;
      new.facts_changed_at := now();
      return new;
    end $$;
    create trigger series_facts_changed
      before update of title, kind, audience, format, pref_code, code5, place_name, place_address on series
      for each row
      when ((old.title, old.kind, old.audience, old.format, old.pref_code, old.code5, old.place_name, old.place_address)
        is distinct from
        (new.title, new.kind, new.audience, new.format, new.pref_code, new.code5, new.place_name, new.place_address))
      execute function count_change_of_facts();
  `.execute(db);
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await sql`
    drop trigger series_facts_changed on series;
    drop function count_change_of_facts;
    alter table series drop facts_sequence, drop facts_changed_at;
  `.execute(db);
}
