import { sql, type Kysely } from 'kysely';

/** A ring of a talk that is handed over ends in time; what came to nothing says how, and from when it may be asked again. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    alter table contact_hand_overs
      drop constraint contact_hand_overs_state,
      drop constraint contact_hand_overs_ring_allowed,
      add column stands_until timestamptz;
    update contact_hand_overs set state = 'lapsed', up_to_seq = null, days = null where state = 'not_taken';
    update contact_hand_overs set stands_until = now() where state <> 'asked';
    alter table contact_hand_overs
      add constraint contact_hand_overs_state check (state in ('asked', 'refused', 'ringing', 'declined', 'lapsed')),
      add constraint contact_hand_overs_in_time check ((state = 'asked') = (stands_until is null)),
      add constraint contact_hand_overs_ring_allowed check (
        (state = 'ringing') = (up_to_seq is not null) and (up_to_seq is null) = (days is null));
  `.execute(db);
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await sql`
    alter table contact_hand_overs
      drop constraint contact_hand_overs_state,
      drop constraint contact_hand_overs_in_time,
      drop constraint contact_hand_overs_ring_allowed,
      drop column stands_until;
    update contact_hand_overs set state = 'not_taken', up_to_seq = 0, days = 30 where state in ('declined', 'lapsed');
    alter table contact_hand_overs
      add constraint contact_hand_overs_state check (state in ('asked', 'refused', 'ringing', 'not_taken')),
      add constraint contact_hand_overs_ring_allowed check (
        (state in ('ringing', 'not_taken')) = (up_to_seq is not null) and (up_to_seq is null) = (days is null));
  `.execute(db);
}
