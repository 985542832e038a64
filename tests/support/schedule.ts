/** Rows that tests of the schedule and of sign-ups stand on. */
import { randomBytes, randomUUID } from 'node:crypto';
import type { AccountId, AccountViewer, OrganisationId, Role } from '#accounts';
import { later, minutes, now } from '#platform/clock';
import { db, type DB } from '#platform/db';
import type { Insertable } from 'kysely';

/** A verified one, unless told otherwise. */
export async function anOrganisation(
  over: Partial<Insertable<DB['organisations']>> = {},
): Promise<OrganisationId> {
  const row = await db
    .insertInto('organisations')
    .values({
      name: `親の会 ${randomUUID().slice(0, 8)}`,
      kind: 'family_association',
      standing: 'verified',
      verified_at: new Date(),
      ...over,
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  return row.id as OrganisationId;
}

/** A staff member with these roles in one organisation; no usable password. */
export async function anAccount(
  organisationId: OrganisationId,
  ...roles: Role[]
): Promise<AccountViewer> {
  const login = `staff-${randomUUID().slice(0, 8)}`;
  const row = await db
    .insertInto('accounts')
    .values({ login, display_name: 'ゆき', password_hash: 'unusable' })
    .returning('id')
    .executeTakeFirstOrThrow();
  for (const role of roles)
    await db
      .insertInto('memberships')
      .values({ organisation_id: organisationId, account_id: row.id, role })
      .execute();
  return viewerOf(row.id as AccountId, organisationId, roles);
}

const viewerOf = (
  accountId: AccountId,
  organisationId: OrganisationId,
  roles: Role[],
): AccountViewer => ({
  kind: 'account',
  accountId,
  displayName: 'ゆき',
  operator: false,
  coordinatesPrefCode: null,
  memberships: roles.map((role) => ({ organisationId, role })),
  sessionKey: randomBytes(32).toString('hex'),
});

/** A published online group session of 10 places with open sign-up and a room, unless told otherwise. */
export async function aSeries(over: Partial<Insertable<DB['series']>> = {}): Promise<string> {
  const row = await db
    .insertInto('series')
    .values({
      organisation_id: over.organisation_id ?? (await anOrganisation()),
      kind: 'group_session',
      state: 'published',
      title: '夜のオンライン家族のつどい',
      format: 'online',
      capacity: 10,
      sign_up_policy: 'open',
      has_room: true,
      ...over,
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  return row.id;
}

/** One dated occurrence of a series made for it, or of `series_id`; 90 minutes from `starts_at`. */
export async function anOccurrence(
  over: Partial<Insertable<DB['occurrences']>> & { starts_at: Date },
): Promise<string> {
  const { starts_at } = over;
  const row = await db
    .insertInto('occurrences')
    .values({
      series_id: over.series_id ?? (await aSeries({ kind: over.kind ?? 'group_session' })),
      kind: 'group_session',
      origin: 'rule',
      original_start: starts_at,
      ends_at: new Date(starts_at.getTime() + 90 * 60_000),
      capacity: 10,
      ...over,
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  return row.id;
}

/** One that begins in ten minutes: sign-up and room are open. */
export async function aDateSoon(of?: OrganisationId): Promise<string> {
  const organisation_id = of ?? (await anOrganisation());
  const series_id = await aSeries({ organisation_id, sign_up_closes_minutes: 0 });
  return anOccurrence({ series_id, starts_at: later(now(), minutes(10)) });
}
