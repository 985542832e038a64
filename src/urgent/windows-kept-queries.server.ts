/** Which windows somebody answers for. */
import { gives, ROLES, type OrganisationId } from '#accounts';
import { anyOf, sql, type Database } from '#platform/db';
import { goesOn } from '#windows/server';

export interface WindowAt {
  windowId: string;
  organisationId: OrganisationId;
  /** It has not ended. */
  goesOn: boolean;
}

/** Of these windows, in their order, those that somebody answers for. */
export async function windowsKept(db: Database, windowIds: string[]): Promise<WindowAt[]> {
  const rows = await db
    .selectFrom('windows')
    .select(['id as windowId', 'organisation_id as organisationId', goesOn().as('goesOn')])
    .where('id', '=', anyOf(windowIds))
    .$narrowType<{ organisationId: OrganisationId }>()
    .where('organisation_id', 'is not', null)
    .orderBy(sql`array_position(${windowIds}::uuid[], id)`)
    .execute();
  return rows;
}

const ANSWER_LETTERS = ROLES.filter((role) => gives(role, 'answer_letters'));

/** Of these windows those where somebody works who can write back. */
export async function takingLetters(db: Database, windowIds: string[]): Promise<Set<string>> {
  const rows = await db
    .selectFrom('windows as w')
    .innerJoin('memberships as m', 'm.organisation_id', 'w.organisation_id')
    .innerJoin('accounts as a', 'a.id', 'm.account_id')
    .select('w.id')
    .distinct()
    .where('w.id', '=', anyOf(windowIds))
    .where(goesOn('w.ended_on'))
    .where('m.role', 'in', ANSWER_LETTERS)
    .where('a.disabled_at', 'is', null)
    .execute();
  return new Set(rows.map((row) => row.id));
}

/** The windows of some organisations. */
export async function windowsOfOrganisations(
  db: Database,
  organisationIds: OrganisationId[],
): Promise<string[]> {
  const rows = await db
    .selectFrom('windows')
    .select('id')
    .where('organisation_id', '=', anyOf(organisationIds))
    .where(goesOn())
    .execute();
  return rows.map((row) => row.id);
}
