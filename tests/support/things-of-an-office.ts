import { randomUUID } from 'node:crypto';
import type { AccountViewer, OrganisationId } from '#accounts';
import { askForGap, planShift } from '#duty/server';
import { handIn } from '#imports/server';
import { invitationsOf, inviteMember } from '#organisations/server';
import { days, hours, later, now } from '#platform/clock';
import { db, sql } from '#platform/db';
import { localDate } from '#platform/tokyo';
import { openLetter, replyToLetter } from '#urgent/server';
import { addDistrict, suggestCorrection } from '#windows/server';
import { IMPORTED_LISTS } from '../../src/imported-lists.server.ts';
import { aConsultation } from './consultations.ts';
import { aLetterAt } from './contacts.ts';
import { aDeskOf, type Office } from './places.ts';
import { anAccount } from './organisations.ts';
import { anOccurrence, aSeries } from './schedule.ts';
import { signedUp } from './signup.ts';

/** What an organisation has that has an id. */
export interface Things {
  organisation: string;
  member: string;
  invitation: string;
  series: string;
  occurrence: string;
  consultation: string;
  supporter: string;
  slot: string;
  signup: string;
  opening: string;
  statement: string;
  desk: string;
  correction: string;
  district: string;
  shift: string;
  shiftRequest: string;
  list: string;
  ban: string;
  report: string;
  room: string;
  letter: string;
  callback: string;
  talk: string;
  reading: string;
  question: string;
}

export async function thingsOf(office: Office): Promise<Things> {
  const { organisationId, admin } = office;
  await inviteMember(admin, organisationId, ['expert']);
  const [open] = (await invitationsOf(admin, organisationId)) as { id: string }[];
  const series = await aSeries({ organisation_id: organisationId });
  const consultation = await aConsultation(organisationId);
  const supporter = (await anAccount(organisationId, 'peer_supporter')).accountId;
  const desk = await aDeskOf(office, { name: 'よりみち' });
  await suggestCorrection(desk, '電話番号がちがいます', '198.51.100.7');
  const correction = await db
    .selectFrom('window_corrections')
    .select('id')
    .where('window_id', '=', desk)
    .executeTakeFirstOrThrow();
  const district = await addDistrict(admin, {
    ...{ kind: 'catchment', prefCode: null, code5: office.code5, name: '元町地区' },
  });
  const bytes = new TextEncoder().encode('イベント名,開始日\r\nつどい,2099-12-05');
  const file = { kind: 'events' as const, fileName: 'a.csv', organisationId, bytes };
  const occurrence = await anOccurrence({ series_id: series, starts_at: new Date('2030-01-01') });
  return {
    organisation: organisationId,
    member: (await anAccount(organisationId, 'publisher')).accountId,
    invitation: open?.id ?? '',
    series,
    occurrence,
    signup: (await signedUp(occurrence)).receipt,
    consultation,
    supporter,
    slot: await anOccurrence({
      series_id: consultation,
      kind: 'peer_consultation',
      supporter_account_id: supporter,
      starts_at: new Date('2030-01-02'),
      taken: 1,
    }),
    opening: await anOccurrence({
      series_id: await aSeries({ organisation_id: organisationId, kind: 'gathering_place' }),
      kind: 'gathering_place',
      starts_at: new Date(),
    }),
    desk,
    statement: await aStatementAt(occurrence, organisationId),
    correction: correction.id,
    district: 'id' in (district as object) ? (district as { id: string }).id : '',
    shift: await aShift(admin, desk),
    shiftRequest: await aShiftRequest(admin, desk),
    ban: await aBan(organisationId, admin.accountId),
    report: await aReport(organisationId),
    room: await aHandedRoom(organisationId, series, admin.accountId),
    letter: await aLetterTo(desk, organisationId),
    callback: await aCallbackAt(desk, organisationId),
    ...(await aTalkAt(desk, organisationId)),
    list: (await handIn(admin, file, IMPORTED_LISTS)) as string,
  };
}

/** A letter that was answered with a time to talk. */
async function aCallbackAt(desk: string, organisationId: OrganisationId): Promise<string> {
  const contactId = await aLetterTo(desk, organisationId);
  const staff = await anAccount(organisationId, 'window_staff');
  await openLetter(staff, contactId);
  await replyToLetter(staff, { contactId, words: 'x', meetsAt: later(now(), hours(5)) });
  return contactId;
}

async function aLetterTo(desk: string, organisationId: OrganisationId): Promise<string> {
  await anAccount(organisationId, 'window_staff');
  return aLetterAt(desk, null);
}

/** Somebody talks with the staff of that desk, who has read what was said before because of danger, asked experts, and doubts the call. */
async function aTalkAt(desk: string, organisationId: OrganisationId) {
  const { accountId } = await anAccount(organisationId, 'window_staff');
  const { rows } = await sql<{ talk: string; reading: string; question: string }>`
    with face as (insert into pseudonyms (pseudonym, scope, sealed_participant)
        values (gen_random_uuid(), ${`contact:${randomUUID()}`}, ${Buffer.alloc(1)}) returning pseudonym),
      talk as (insert into contacts (pseudonym, state, route, owner_account_id, owner_window_id, seen_at, created_at)
        select pseudonym, 'talking', '[]', ${accountId}, ${desk}, now(), now() from face returning id),
      span as (insert into contact_spans (contact_id, organisation_id, account_id, from_seq)
        select id, ${organisationId}::uuid, ${accountId}::uuid, 1 from talk),
      doubt as (insert into doubts (contact_id, organisation_id, reason, said_by, said_at, lapses_at)
        select id, ${organisationId}::uuid, 'prank', ${accountId}::uuid, now(), now() + interval '24 hours' from talk),
      question as (insert into expert_questions (contact_id, organisation_id, asked_by, field, question, asked_at)
        select id, ${organisationId}::uuid, ${accountId}::uuid, 'legal', 'x', now() from talk returning id)
    insert into danger_readings (contact_id, organisation_id, account_id, danger, reason, up_to_seq, read_at)
    select id, ${organisationId}::uuid, ${accountId}::uuid, 'life', 'x', 1, now() from talk
    returning contact_id as talk, id as reading, (select id from question) as question`.execute(db);
  return rows[0] ?? { talk: '', reading: '', question: '' };
}

/** Somebody could not say something in the room of that date, and it waits for its host. */
async function aStatementAt(occurrence: string, organisationId: string): Promise<string> {
  const { rows } = await sql<{ id: string }>`
    with room as (insert into rooms (occurrence_id, scope, title, state)
        values (${occurrence}, ${`organisation:${organisationId}`}, 'つどい', 'open') returning id),
      member as (insert into room_members (room_id, account_id, nickname, role)
        select room.id, accounts.id, 'K', 'participant' from room, accounts limit 1 returning id, room_id)
    insert into statements (room_id, author_id, client_id, stands_after, body, written_at)
    select room_id, id, gen_random_uuid(), 0, '言えなかったこと', now() from member returning id`.execute(
    db,
  );
  return rows[0]?.id ?? '';
}

async function aShift(admin: AccountViewer, desk: string): Promise<string> {
  await planShift(admin, desk, {
    ...{ accountId: admin.accountId, role: 'reception', capacity: 1 },
    ...{ date: localDate(later(now(), days(30))), startsAt: '10:00', endsAt: '11:00' },
  });
  const { id } = await db
    .selectFrom('shifts')
    .select('id')
    .where('window_id', '=', desk)
    .executeTakeFirstOrThrow();
  return id;
}

async function aShiftRequest(admin: AccountViewer, desk: string): Promise<string> {
  const hours = { startsAt: new Date('2030-02-03'), endsAt: new Date('2030-02-04') };
  await askForGap(admin, desk, hours);
  const { id } = await db
    .selectFrom('shift_requests')
    .select('id')
    .where('window_id', '=', desk)
    .executeTakeFirstOrThrow();
  return id;
}

async function aBan(organisationId: string, madeBy: string): Promise<string> {
  const { id } = await db
    .insertInto('bans')
    .values({
      ...{ scope: `organisation:${organisationId}`, pseudonym: randomUUID(), nickname: 'K' },
      ...{ reason: '', made_by: madeBy, since: new Date(), until: new Date('2099-01-01') },
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  return id;
}

async function aHandedRoom(
  organisationId: OrganisationId,
  series_id: string,
  from: string,
): Promise<string> {
  const { accountId } = await anAccount(organisationId, 'peer_supporter');
  const { id } = await db
    .insertInto('rooms')
    .values({
      occurrence_id: await anOccurrence({ series_id, starts_at: new Date('2030-01-05') }),
      ...{ scope: `organisation:${organisationId}`, title: '会', state: 'open' },
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  await db
    .insertInto('hand_overs')
    .values({ room_id: id, from_account_id: from, to_account_id: accountId, stays: true })
    .execute();
  return id;
}

async function aReport(organisationId: string): Promise<string> {
  const { id } = await db
    .insertInto('reports')
    .values({
      ...{
        organisation_id: organisationId,
        room_title: '会',
        seq: 1,
        once: Buffer.from(organisationId),
        reporter: Buffer.from(organisationId),
      },
      ...{ reported_pseudonym: randomUUID(), reported_nickname: 'K', why: 'attack', words: '' },
      reported_at: new Date(),
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  return id;
}
