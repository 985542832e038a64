import { sql, type Kysely } from 'kysely';

/** One date may be held at another place than its series, in another town too; who follows it hears of that by its sequence. */
const CHANGED = ['starts_at', 'ends_at', 'state', 'cancelled_reason', 'note'];
const PLACED = ['place_name', 'place_code5'];

const raisingSequenceFor = (columns: string[]) => {
  const of = (row: 'old' | 'new') => columns.map((column) => `${row}.${column}`).join(', ');
  return sql.raw(`
    drop trigger occurrences_raise_sequence on occurrences;
    create trigger occurrences_raise_sequence
      before update of ${columns.join(', ')} on occurrences
      for each row when ((${of('old')}) is distinct from (${of('new')}))
      execute function raise_occurrence_sequence();
  `);
};

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    alter table occurrences
      add place_name text constraint occurrences_place_named check (place_name <> ''),
      add place_code5 text constraint occurrences_place_area references areas,
      add constraint occurrences_place_of_area_named check (place_code5 is null or place_name is not null);
    create index occurrences_elsewhere on occurrences (place_code5) where place_code5 is not null;
    ${raisingSequenceFor([...CHANGED, ...PLACED])}
  `.execute(db);
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await sql`
    ${raisingSequenceFor(CHANGED)}
    drop index occurrences_elsewhere;
    alter table occurrences drop column place_code5, drop column place_name;
  `.execute(db);
}
