import { sql, type Kysely } from 'kysely';

/** Who follows a date by calendar hears of a change by its sequence: no writer can forget to raise it. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create function raise_occurrence_sequence() returns trigger language plpgsql as $$
    begin
      new.sequence := greatest(new.sequence, old.sequence + 1);
      if new.changed_at = old.changed_at then
        new.changed_at := now();
      end if;
      return new;
    end $$;
    create trigger occurrences_raise_sequence
      before update of starts_at, ends_at, state, cancelled_reason, note on occurrences
      for each row
      when ((old.starts_at, old.ends_at, old.state, old.cancelled_reason, old.note)
        is distinct from (new.starts_at, new.ends_at, new.state, new.cancelled_reason, new.note))
      execute function raise_occurrence_sequence();
  `.execute(db);
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await sql`
    drop trigger occurrences_raise_sequence on occurrences;
    drop function raise_occurrence_sequence;
  `.execute(db);
}
