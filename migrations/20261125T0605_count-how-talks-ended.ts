import { sql, type Kysely } from 'kysely';

/** How talks of a window ended and from whom they were, as counts of a month: nothing leads to a talk. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table talk_outcomes (
      window_id uuid not null constraint talk_outcomes_window references windows on delete cascade,
      month date not null constraint talk_outcomes_month check (extract(day from month) = 1),
      outcome text not null constraint talk_outcomes_outcome
        check (outcome in ('talked', 'next_time', 'shown_on', 'handed_over', 'broke_off', 'unsaid')),
      teller text not null constraint talk_outcomes_teller check (teller in ('self', 'family', 'other', 'unsaid')),
      talks integer not null constraint talk_outcomes_talks check (talks > 0),
      constraint talk_outcomes_pkey primary key (window_id, month, outcome, teller),
      constraint talk_outcomes_said check (outcome <> 'unsaid' or teller <> 'unsaid')
    );
  `.execute(db);
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await sql`drop table talk_outcomes`.execute(db);
}
