/** A town with its windows, people on duty there, and people who press. */
import { randomUUID } from 'node:crypto';
import type { AccountViewer, OrganisationId, Role } from '#accounts';
import type { SignedIn } from '#accounts/server';
import {
  beginLease,
  endLease,
  enterDuty,
  renewLease,
  withoutDesk,
  type LeaseId,
} from '#duty/server';
import type { ParticipantViewer } from '#participants';
import type { SessionCookie } from '#platform/cookies';
import { hours, later, now } from '#platform/clock';
import { db, inTransaction, type DB } from '#platform/db';
import { auditContacts, followContacts, pressTalk, writeLetter, type Press } from '#urgent/server';
import { endWindows } from '#windows/server';
import { type Insertable, type Selectable } from 'kysely';
import { anAccount, anOrganisation } from './schedule.ts';
import { createParticipant } from './participants.ts';
import { aStaffMember } from './staff.ts';

// Beyond the 47 that are real: the timers of a host may load those.
let towns = 47;

export interface Town {
  code5: string;
  prefCode: string;
  own: string;
  nearby: string;
  centre: string;
}

/** A prefecture of its own with a town, a neighbour that accepts, and a centre. */
export async function aTown(): Promise<Town> {
  towns += 1;
  const prefCode = String(towns).padStart(2, '0');
  const code5 = `${prefCode}101`;
  const next = `${prefCode}102`;
  await db
    .insertInto('prefectures')
    .values({
      pref_code: prefCode,
      name: '青葉県',
      kana: 'あおばけん',
      short: '青葉',
      name_en: 'Aoba',
    })
    .execute();
  const place = { pref_code: prefCode, kana: '', kind: 'city', latitude: 35, longitude: 139 };
  await db
    .insertInto('areas')
    .values([
      { ...place, code5, name: '青葉市' },
      { ...place, code5: next, name: '汐見市' },
    ])
    .execute();
  await db
    .insertInto('area_neighbours')
    .values({ code5, neighbour_code5: next, distance_km: 5 })
    .execute();
  return {
    code5,
    prefCode,
    own: await aWindow({ level: 'town', code5, pref_code: prefCode, name: '青葉市の窓口' }),
    nearby: await aWindow({
      level: 'town',
      code5: next,
      pref_code: prefCode,
      accepts_neighbours: true,
      name: '汐見市の窓口',
    }),
    centre: await aWindow({ level: 'prefecture', pref_code: prefCode, name: '青葉県のセンター' }),
  };
}

export async function aWindow(
  over: Partial<Insertable<DB['windows']>> & { level: string },
): Promise<string> {
  const row = await db
    .insertInto('windows')
    .values({ name: '窓口', organisation_id: await anOrganisation(), ...over })
    .returning('id')
    .executeTakeFirstOrThrow();
  return row.id;
}

export interface OnDuty {
  viewer: AccountViewer;
  organisationId: OrganisationId;
  /** The desk's acknowledgement: fifteen more seconds. */
  acknowledges(): Promise<void>;
  /** The desk is closed. */
  goes(): Promise<void>;
  comesBack(): Promise<void>;
}

/** Somebody with a shift at a window and an open desk. */
export async function onDutyAt(
  windowId: string,
  {
    role = 'window_staff',
    capacity = 2,
    until = later(now(), hours(3)),
  }: { role?: 'window_staff' | 'peer_supporter'; capacity?: number; until?: Date } = {},
): Promise<OnDuty> {
  const organisationId = await organisationAt(windowId);
  const viewer = await anAccount(organisationId, role);
  await db
    .insertInto('shifts')
    .values({
      window_id: windowId,
      account_id: viewer.accountId,
      role,
      starts_at: now(),
      ends_at: until,
      origin: 'planned',
      capacity,
    })
    .execute();
  let lease: LeaseId = await beginLease(viewer);
  return {
    ...{ viewer, organisationId },
    acknowledges: async () => void (await renewLease(lease)),
    goes: () => endLease(lease),
    comesBack: async () => void (lease = await beginLease(viewer)),
  };
}

/** The windows made here all belong to an organisation. */
export async function organisationAt(windowId: string): Promise<OrganisationId> {
  const { organisation_id } = await db
    .selectFrom('windows')
    .select('organisation_id')
    .where('id', '=', windowId)
    .executeTakeFirstOrThrow();
  return organisation_id as OrganisationId;
}

/** Somebody who works there, with no desk open; of its staff unless told otherwise. */
export const worksAt = async (windowId: string, ...roles: Role[]): Promise<AccountViewer> =>
  anAccount(
    await organisationAt(windowId),
    ...(roles.length > 0 ? roles : ['window_staff' as const]),
  );

/** It ends with its organisation. */
export async function ends(windowId: string): Promise<void> {
  const organisationId = await organisationAt(windowId);
  await inTransaction((trx, afterCommit) => endWindows(trx, organisationId, 'おわり', afterCommit));
}

/** Window staff with a session, on duty for a while; the desk is theirs to open. */
export async function signedInAt(windowId: string, forMs = hours(1)): Promise<SignedIn> {
  const signedIn = await aStaffMember(await organisationAt(windowId), 'window_staff');
  const until = later(now(), forMs);
  await enterDuty(signedIn.viewer, { windowIds: [windowId], until });
  return signedIn;
}

/** Whether each of them has a desk open. */
export async function haveDesks(staff: SignedIn[]): Promise<boolean> {
  const ids = staff.map(({ viewer }) => viewer.accountId);
  return (await withoutDesk(ids, now())).length === 0;
}

export const aPress = (town: Pick<Town, 'code5'> | null, over: Partial<Press> = {}): Press => ({
  formToken: randomUUID(),
  code5: town?.code5 ?? null,
  districtId: null,
  prefCode: null,
  skipsNearby: false,
  nickname: 'ナギ',
  words: '夜しか話せないです',
  language: 'ja',
  ...over,
});

/** An anonymous person who has pressed. */
export async function aCaller(
  town: Pick<Town, 'code5'> | null,
  over: Partial<Press> = {},
): Promise<{ viewer: ParticipantViewer; cookie: SessionCookie; contactId: string }> {
  const { viewer, cookie } = await createParticipant();
  const { contactId } = await pressTalk(viewer, aPress(town, over));
  return { viewer, cookie, contactId };
}

/** A letter of somebody's, at a window where somebody can write back. */
export async function aLetterAt(
  windowId: string,
  viewer: ParticipantViewer | null,
  over: { words?: string; wish?: 'text' | 'room' } = {},
): Promise<string> {
  const letter = { formToken: randomUUID(), nickname: 'ナギ', words: '息子のことです' };
  const form = { ...letter, wish: 'text' as const, language: 'ja' as const, ...over };
  const written = await writeLetter(viewer, windowId, form);
  if (written === 'window') throw new Error('nobody writes back there');
  return written.contactId;
}

/** What the loop does each second. */
export const aSecondPasses = (): Promise<void> => followContacts(now());

/** What the auditor finds now. */
export const faults = async (): Promise<string[]> =>
  (await auditContacts(db, now())).map(({ fault }) => fault);

export const contactRow = (id: string): Promise<Selectable<DB['contacts']>> =>
  db.selectFrom('contacts').selectAll().where('id', '=', id).executeTakeFirstOrThrow();

export async function ringingFor(contactId: string): Promise<string[]> {
  const rows = await db
    .selectFrom('offers')
    .select('account_id')
    .where('contact_id', '=', contactId)
    .where('state', '=', 'ringing')
    .orderBy('offered_at')
    .execute();
  return rows.map((row) => row.account_id);
}

export async function logOf(contactId: string): Promise<string[]> {
  const rows = await db
    .selectFrom('contact_events')
    .select('kind')
    .where('contact_id', '=', contactId)
    .orderBy('no')
    .execute();
  return rows.map((row) => row.kind);
}
