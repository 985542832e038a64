/** Where in the schedule somebody's portrait stands, or could: beside their welcome at a series, or their hours at a consultation. */
import type { AccountId, OrganisationId } from '#accounts';
import type { Showing } from '#people/server';
import { db, sql, type Database } from '#platform/db';

export interface PortraitPlace {
  showing: Showing;
  organisationId: OrganisationId;
  shown: boolean;
}

/** Somebody's own place at a series; undefined where they neither welcome nor listen. */
export async function findPortraitPlace(
  trx: Database,
  seriesId: string,
  accountId: AccountId,
): Promise<PortraitPlace | undefined> {
  const { rows } = await sql<{
    organisationId: OrganisationId;
    appearanceId: string | null;
    availabilityId: string | null;
    shown: boolean;
  }>`
    select s.organisation_id as "organisationId", h.id as "appearanceId", v.id as "availabilityId",
      c.portrait_id is not null as shown
    from series s
      left join appearances h on h.series_id = s.id and h.account_id = ${accountId} and s.kind <> 'peer_consultation'
      left join availabilities v on v.series_id = s.id and v.account_id = ${accountId}
      left join portrait_consents c on c.appearance_id = h.id or c.availability_id = v.id
    where s.id = ${seriesId}`.execute(trx);
  const [row] = rows;
  if (!row) return undefined;
  const { organisationId, appearanceId, availabilityId, shown } = row;
  if (appearanceId) return { showing: { appearanceId }, organisationId, shown };
  return availabilityId ? { showing: { availabilityId }, organisationId, shown } : undefined;
}

export interface ShownAt {
  seriesId: string;
  title: string;
}

/** Everywhere in the schedule that somebody agreed to show it, also where nobody sees it just now. */
export const listShownAt = async (accountId: AccountId): Promise<ShownAt[]> => {
  const { rows } = await sql<ShownAt>`
    select s.id as "seriesId", s.title
    from portrait_consents c
      left join appearances h on h.id = c.appearance_id
      left join availabilities v on v.id = c.availability_id
      join series s on s.id = coalesce(h.series_id, v.series_id)
    where c.account_id = ${accountId}
    order by c.given_at, s.id`.execute(db);
  return rows;
};

/** The portrait of whoever listens at a slot, while they belong there and everybody may see it. */
export const findSlotPortrait = async (occurrenceId: string): Promise<string | null> => {
  const { rows } = await sql<{ portrait: string }>`
    select c.portrait_id as portrait
    from occurrences o
      join series s on s.id = o.series_id and s.shown
      join availabilities v on v.series_id = s.id and v.account_id = o.supporter_account_id
      join portrait_consents c on c.availability_id = v.id
      join accounts a on a.id = v.account_id and a.disabled_at is null
    where o.id = ${occurrenceId} and exists (select from memberships m
      where m.organisation_id = s.organisation_id and m.account_id = a.id and m.role = 'peer_supporter')`.execute(
    db,
  );
  return rows[0]?.portrait ?? null;
};

/** Whether some page of the schedule that everybody may see has the portrait on it: as `listHosts` and `findSlotPortrait` show it. */
export const isOnPage = async (portraitId: string): Promise<boolean> => {
  const { rows } = await sql`
    select from portrait_consents c
      join accounts a on a.id = c.account_id and a.disabled_at is null
      left join appearances h on h.id = c.appearance_id
      left join availabilities v on v.id = c.availability_id
      join series s on s.id = coalesce(h.series_id, v.series_id) and s.shown
    where c.portrait_id = ${portraitId}
      and exists (select from occurrences o
        where o.series_id = s.id and (v.id is null or o.supporter_account_id = c.account_id))
      and exists (select from memberships m
        where m.organisation_id = s.organisation_id and m.account_id = c.account_id
          and (v.id is null or m.role = 'peer_supporter'))
    limit 1`.execute(db);
  return rows.length > 0;
};
