/** Rows of who is named by others, and what those who are named answered. */
import type { AccountId, OrganisationId } from '#accounts';
import { days, later, now } from '#platform/clock';
import { sql, type Database } from '#platform/db';
import type { OrganisationPart } from './index.ts';
import type { NamingSubject } from './naming.ts';

/** The columns of some query: whether its organisation agreed to stand as that part of it. */
export const agreedAs = (
  subject: string,
  organisation: string,
  part: string,
) => sql<boolean>`exists (
  select from namings n where n.subject_id = ${sql.ref(subject)}
    and n.organisation_id = ${sql.ref(organisation)} and ${sql.ref(part)} = any(n.agreed_parts))`;

/** Whether it answered that it has no part in it at all. */
export const saidNotUs = (subject: string, organisation: string) => sql<boolean>`exists (
  select from namings n where n.subject_id = ${sql.ref(subject)}
    and n.organisation_id = ${sql.ref(organisation)} and n.answered_by is not null and n.agreed_parts = '{}')`;

const COLUMNS = { series: 'series_id', window: 'window_id' } as const;

/** Who names whom; null where it is nobody's. */
interface Pair {
  by: OrganisationId | null;
  organisationId: OrganisationId;
}

/** Notes whom it names for the first time. What nobody sees names nobody, and nobody is asked of whom nobody sees. */
export async function insertNamings(
  trx: Database,
  { kind, id }: NamingSubject,
  by: OrganisationId | null,
  organisationIds: OrganisationId[],
): Promise<void> {
  await sql`
    insert into namings (organisation_id, ${sql.ref(COLUMNS[kind])}, named_by, named_at)
    select g.id, ${id}::uuid, ${by}::uuid, ${now()}::timestamptz from organisations g
    where g.id = any(${organisationIds}::uuid[]) and g.shown
      and (${by}::uuid is null or exists (select from organisations where id = ${by}::uuid and shown))
    on conflict do nothing`.execute(trx);
}

/** As many as an office answers in passing; what else the same one names waits until these are answered, or for a month. */
const MOST_ASKED = 10;
const ASKED_FOR = days(30);

/** Has the next asked, the oldest first, as far as there is room. */
export async function askNext(
  trx: Database,
  { by, organisationId }: Pair,
): Promise<NamingSubject[]> {
  const pair = sql`organisation_id = ${organisationId}::uuid and named_by is not distinct from ${by}::uuid`;
  await sql`select pg_advisory_xact_lock(hashtext('namings'), hashtext(${`${by} ${organisationId}`}))`.execute(
    trx,
  );
  const { rows } = await sql<NamingSubject>`
    update namings set asked_at = ${now()}
    where ${pair} and subject_id in (
      select subject_id from namings where ${pair} and asked_at is null and answered_by is null
      order by named_at, subject_id
      limit greatest(0, ${MOST_ASKED} - (
        select count(*) from namings
        where ${pair} and answered_by is null and asked_at > ${later(now(), -ASKED_FOR)})))
    returning subject_id as id, case when series_id is null then 'window' else 'series' end as kind`.execute(
    trx,
  );
  return rows;
}

/** When it last answered; held until the transaction ends. */
export async function lastAnswer(
  trx: Database,
  organisationId: OrganisationId,
  subjectId: string,
): Promise<Date | null> {
  const row = await trx
    .selectFrom('namings')
    .select('answered_at')
    .where('organisation_id', '=', organisationId)
    .where('subject_id', '=', subjectId)
    .forUpdate()
    .executeTakeFirst();
  return row?.answered_at ?? null;
}

/** Takes the place of an earlier answer. */
export async function writeAnswer(
  trx: Database,
  { kind, id }: NamingSubject,
  { by, organisationId }: Pair,
  { parts, accountId }: { parts: OrganisationPart[]; accountId: AccountId },
): Promise<void> {
  const at = now();
  const answer = { agreed_parts: parts, answered_by: accountId, answered_at: at };
  await trx
    .insertInto('namings')
    .values({
      organisation_id: organisationId,
      [COLUMNS[kind]]: id,
      named_by: by,
      named_at: at,
      ...answer,
    })
    .onConflict((one) => one.columns(['organisation_id', 'subject_id']).doUpdateSet(answer))
    .execute();
}
