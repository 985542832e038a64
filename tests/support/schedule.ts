/** Rows that tests of the schedule and of sign-ups stand on. */
import { randomUUID } from 'node:crypto';
import type { AccountId, AccountViewer, OrganisationId, Role } from '#accounts';
import { db, type DB } from '#platform/db';
import type { Insertable } from 'kysely';

export async function anOrganisation(
  over: Partial<Insertable<DB['organisations']>> = {},
): Promise<OrganisationId> {
  const row = await db
    .insertInto('organisations')
    .values({ name: `親の会 ${randomUUID().slice(0, 8)}`, kind: 'family_association', ...over })
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
  sessionKey: randomUUID(),
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

/** The few areas that tests name: three neighbouring towns of Tokyo and one of Kochi. */
export async function someAreas(): Promise<void> {
  await db
    .insertInto('prefectures')
    .values([
      { pref_code: '13', name: '東京都', kana: 'トウキョウト', short: '東京', name_en: 'Tokyo' },
      { pref_code: '39', name: '高知県', kana: 'コウチケン', short: '高知', name_en: 'Kochi' },
    ])
    .onConflict((c) => c.doNothing())
    .execute();
  await db
    .insertInto('areas')
    .values([
      {
        ...town,
        code5: '13116',
        pref_code: '13',
        name: '豊島区',
        kana: 'トシマク',
        kind: 'special_ward',
      },
      {
        ...town,
        code5: '13119',
        pref_code: '13',
        name: '板橋区',
        kana: 'イタバシク',
        kind: 'special_ward',
      },
      {
        ...town,
        code5: '13201',
        pref_code: '13',
        name: '八王子市',
        kana: 'ハチオウジシ',
        kind: 'city',
      },
      { ...town, code5: '39201', pref_code: '39', name: '高知市', kana: 'コウチシ', kind: 'city' },
    ])
    .onConflict((c) => c.doNothing())
    .execute();
  await db
    .insertInto('area_neighbours')
    .values([
      { code5: '13116', neighbour_code5: '13119', distance_km: 4.2 },
      { code5: '13119', neighbour_code5: '13116', distance_km: 4.2 },
    ])
    .onConflict((c) => c.doNothing())
    .execute();
}

const town = { latitude: 35.7, longitude: 139.7 };
