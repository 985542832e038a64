/** Where a portrait is shown: by its owner's own word at each place, and no moment longer. */
import { beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { AccountViewer, OrganisationId } from '#accounts';
import { auditOf, setMemberRoles } from '#organisations/server';
import { days, later, now } from '#platform/clock';
import { brokenConstraint, db } from '#platform/db';
import { portraitAddress } from '#people';
import { keepPortrait, ownPortrait, removePortrait } from '#people/server';
import {
  findEverPublicOccurrence,
  findOccurrence,
  hidePortraitAt,
  leaveConsultations,
  portraitAt,
  portraitShownAt,
  showPortraitAt,
  welcomeAt,
} from '#schedule/server';
import {
  appearAtDesk,
  desksShowing,
  endWindow,
  hidePortraitAtDesk,
  ownAppearanceAtDesk,
  peopleAtDesk,
  showPortraitAtDesk,
} from '#windows/server';
import { GET } from '../../src/routes/portraits/[file]/+server.ts';
import { useFakeClock } from '../support/clock.ts';
import { aListener, slotRowsOf } from '../support/consultations.ts';
import { aPhotograph, waitForNextPicture } from '../support/pictures.ts';
import { anAccount, anOrganisation } from '../support/organisations.ts';
import { anOccurrence, aSeries } from '../support/schedule.ts';
import { aWindow } from '../support/towns.ts';

let organisation: OrganisationId;
let admin: AccountViewer;
let nobu: AccountViewer;
let series: string;
let occurrence: string;
let photograph: Buffer;

beforeAll(async () => {
  photograph = await aPhotograph();
});

beforeEach(async () => {
  organisation = await anOrganisation();
  admin = await anAccount(organisation, 'admin', 'publisher');
  nobu = await anAccount(organisation, 'peer_supporter', 'window_staff');
  series = await aSeries({ organisation_id: organisation });
  occurrence = await anOccurrence({ series_id: series, starts_at: later(now(), days(1)) });
  await keepPortrait(nobu, photograph);
});

const said = { nickname: 'のぶ', message: 'ゆっくりで大丈夫です。', drawing: 2 };
const asHost = { ...said, relation: '', consents: false };

/** What a browser that has kept nothing gets, or one that keeps what it got before. */
const asked = async (id: string | null | undefined, known?: string) => {
  const headers = new Headers(known === undefined ? {} : { 'if-none-match': known });
  const address = portraitAddress(id ?? '');
  const request = new Request(`http://localhost${address}`, { headers });
  // The handler reads no more of its event than these.
  const event = { params: { file: address.slice('/portraits/'.length) }, request } as never;
  return GET(event);
};

const onPage = async () =>
  (await findOccurrence(occurrence))?.hosts.map(({ portrait }) => portrait);

async function welcoming(): Promise<string> {
  await welcomeAt(nobu, series, asHost);
  expect(await showPortraitAt(nobu, series)).toBe('shown');
  return (await ownPortrait(nobu)) ?? '';
}

const leave = (member: AccountViewer) =>
  setMemberRoles(
    admin,
    { organisationId: organisation, accountId: member.accountId },
    [],
    leaveConsultations,
  );

const disable = (member: AccountViewer) =>
  db
    .updateTable('accounts')
    .set({ disabled_at: now() })
    .where('id', '=', member.accountId)
    .execute();

describe('at a series', () => {
  test('a portrait that is kept is shown nowhere until its owner says so there', async () => {
    const id = await ownPortrait(nobu);
    expect(await showPortraitAt(nobu, series)).toBe('not_found');
    await welcomeAt(nobu, series, asHost);
    expect(await onPage()).toEqual([null]);
    expect(await portraitAt(nobu, series)).toBe('hidden');
    expect((await asked(id)).status).toBe(404);
    expect(await showPortraitAt(nobu, series)).toBe('shown');
    expect(await onPage()).toEqual([id]);
    expect(await portraitAt(nobu, series)).toBe('shown');
    expect(await portraitShownAt(nobu)).toMatchObject([{ seriesId: series }]);
    const answer = await asked(id);
    expect(answer.status).toBe(200);
    expect(answer.headers.get('content-type')).toBe('image/webp');
    expect(answer.headers.get('cache-control')).toBe('private, no-cache');
    expect(answer.headers.get('etag')).toBe(`"${id}"`);
  });

  test('taken back it is gone in one act, also for a browser that has kept it', async () => {
    const id = await welcoming();
    expect((await asked(id, `"${id}"`)).status).toBe(304);
    expect(await hidePortraitAt(nobu, series)).toBe('hidden');
    expect(await onPage()).toEqual([null]);
    expect((await asked(id, `"${id}"`)).status).toBe(404);
    expect(await auditOf(admin, organisation)).toMatchObject([
      { act: 'portrait.hidden', subject: `series:${series}` },
      { act: 'portrait.shown', subject: `series:${series}` },
      { act: 'host.appeared' },
    ]);
  });

  test('saying it twice is said once, and taking back what was not said tells nothing', async () => {
    await welcoming();
    expect(await showPortraitAt(nobu, series)).toBe('shown');
    await hidePortraitAt(nobu, series);
    await hidePortraitAt(nobu, series);
    const acts = await auditOf(admin, organisation);
    expect(acts !== 'not_found' && acts.map(({ act }) => act)).toEqual([
      'portrait.hidden',
      'portrait.shown',
      'host.appeared',
    ]);
  });

  test('nobody shows it for somebody else: the admin speaks only of the admin', async () => {
    await welcomeAt(nobu, series, asHost);
    expect(await showPortraitAt(admin, series)).toBe('not_found');
    await welcomeAt(admin, series, { ...asHost, nickname: 'さくら' });
    expect(await showPortraitAt(admin, series)).toBe('no_portrait');
    expect(await onPage()).toEqual([null, null]);
    await showPortraitAt(nobu, series);
    await hidePortraitAt(admin, series);
    expect(await onPage()).toEqual([await ownPortrait(nobu), null]);
    const stranger = await anAccount(await anOrganisation(), 'admin');
    expect(await showPortraitAt(stranger, series)).toBe('not_found');
    expect(await hidePortraitAt(stranger, series)).toBe('not_found');
    expect(await hidePortraitAt(nobu, 'no-such-id')).toBe('not_found');
    expect(await showPortraitAt(nobu, 'no-such-id')).toBe('not_found');
  });

  test('another picture is another consent', async () => {
    const before = await welcoming();
    waitForNextPicture();
    await keepPortrait(nobu, photograph);
    expect(await onPage()).toEqual([null]);
    expect((await asked(before)).status).toBe(404);
    expect((await asked(await ownPortrait(nobu))).status).toBe(404);
    expect(await auditOf(admin, organisation)).toMatchObject([
      { act: 'portrait.removed', subject: `account:${nobu.accountId}` },
      { act: 'portrait.shown' },
      { act: 'host.appeared' },
    ]);
  });

  test('with the picture, the welcome or the membership it is gone in the same moment', async () => {
    const removed = await welcoming();
    await removePortrait(nobu);
    expect(await onPage()).toEqual([null]);
    expect((await asked(removed)).status).toBe(404);

    waitForNextPicture();
    await keepPortrait(nobu, photograph);
    const left = await welcoming();
    await welcomeAt(nobu, series, { ...asHost, nickname: '' });
    expect((await asked(left)).status).toBe(404);
    await welcomeAt(nobu, series, asHost);
    expect(await onPage()).toEqual([null]);

    const gone = await welcoming();
    await leave(nobu);
    expect(await onPage()).toEqual([]);
    expect((await asked(gone, `"${gone}"`)).status).toBe(404);
    expect(await hidePortraitAt(nobu, series)).toBe('hidden');
    expect(await portraitShownAt(nobu)).toEqual([]);
  });

  test('a closed account shows nothing, and nothing does of a series that is not public', async () => {
    const id = await welcoming();
    const state = (to: string) =>
      db.updateTable('series').set({ state: to }).where('id', '=', series).execute();
    await state('withdrawn');
    expect((await findEverPublicOccurrence(occurrence))?.hosts).toMatchObject([{ portrait: null }]);
    expect((await asked(id)).status).toBe(404);
    await state('ended');
    expect((await asked(id)).status).toBe(200);
    expect(await showPortraitAt(nobu, series)).toBe('not_found');
    await disable(nobu);
    expect(await onPage()).toEqual([]);
    expect((await asked(id)).status).toBe(404);
  });
});

test('at a consultation whoever listens is seen, until they listen there no more', async () => {
  useFakeClock('2026-11-21T03:00:00Z');
  const { supporter, seriesId, organisationId } = await aListener();
  await keepPortrait(supporter, photograph);
  const id = (await ownPortrait(supporter)) ?? '';
  const [slot] = await slotRowsOf(seriesId);
  const seen = async () => (await findOccurrence(slot?.id ?? ''))?.consultation?.portrait;
  expect(await seen()).toBeNull();
  expect(await portraitAt(supporter, seriesId)).toBe('hidden');
  expect(await showPortraitAt(supporter, seriesId)).toBe('shown');
  expect(await seen()).toBe(id);
  expect((await asked(id)).status).toBe(200);
  await db
    .updateTable('memberships')
    .set({ role: 'publisher' })
    .where('account_id', '=', supporter.accountId)
    .execute();
  expect(await seen()).toBeNull();
  expect((await asked(id)).status).toBe(404);
  const publisher = await anAccount(organisationId, 'publisher');
  expect(await showPortraitAt(publisher, seriesId)).toBe('not_found');
});

describe('at a desk', () => {
  let desk: string;
  beforeEach(async () => {
    desk = await aWindow({ level: 'town', organisation_id: organisation });
  });

  const there = () => peopleAtDesk({ id: desk, organisationId: organisation });

  test('somebody who works for its organisation appears by their own act, with a drawing or their portrait', async () => {
    expect(await showPortraitAtDesk(nobu, desk)).toBe('not_found');
    expect(await appearAtDesk(nobu, desk, said)).toBe('appears');
    expect(await there()).toEqual([{ ...said, portrait: null }]);
    expect(await ownAppearanceAtDesk(nobu, desk)).toMatchObject({ portrait: 'hidden' });
    expect(await showPortraitAtDesk(nobu, desk)).toBe('shown');
    const id = (await ownPortrait(nobu)) ?? '';
    expect(await there()).toEqual([{ ...said, portrait: id }]);
    expect((await asked(id)).status).toBe(200);
    expect(await desksShowing(nobu)).toMatchObject([{ windowId: desk }]);
    expect(await hidePortraitAtDesk(nobu, desk)).toBe('hidden');
    expect((await asked(id)).status).toBe(404);
    expect(await appearAtDesk(nobu, desk, { ...said, nickname: '' })).toBe('appears_not');
    expect(await there()).toEqual([]);
    expect(await auditOf(admin, organisation)).toMatchObject([
      { act: 'host.left' },
      { act: 'portrait.hidden' },
      { act: 'portrait.shown' },
      { act: 'host.appeared', subject: `window:${desk}` },
    ]);
  });

  test('nobody of another organisation does, nor the operator, nor anybody for another', async () => {
    await appearAtDesk(nobu, desk, said);
    const stranger = await anAccount(await anOrganisation(), 'admin');
    const operator = { ...(await anAccount(organisation)), operator: true };
    for (const viewer of [stranger, operator]) {
      await keepPortrait(viewer, photograph);
      expect(await appearAtDesk(viewer, desk, said)).toBe('not_found');
      expect(await showPortraitAtDesk(viewer, desk)).toBe('not_found');
      expect(await hidePortraitAtDesk(viewer, desk)).toBe('not_found');
    }
    expect(await showPortraitAtDesk(admin, desk)).toBe('not_found');
    expect(await appearAtDesk(nobu, desk, { ...said, nickname: 'あ'.repeat(81) })).toBe('long');
    expect(await there()).toEqual([{ ...said, portrait: null }]);
  });

  test('it is gone with the membership, with the account, with the desk and with its organisation', async () => {
    await appearAtDesk(nobu, desk, said);
    await showPortraitAtDesk(nobu, desk);
    const id = (await ownPortrait(nobu)) ?? '';
    const elsewhere = await anOrganisation();
    const belongsTo = (organisation_id: string) =>
      db.updateTable('windows').set({ organisation_id }).where('id', '=', desk).execute();
    await belongsTo(elsewhere);
    expect(await peopleAtDesk({ id: desk, organisationId: elsewhere })).toEqual([]);
    expect((await asked(id)).status).toBe(404);
    await belongsTo(organisation);
    expect((await asked(id)).status).toBe(200);
    await endWindow(admin, desk, '2026-01-01');
    expect((await asked(id)).status).toBe(404);
    await endWindow(admin, desk, '');
    await leave(nobu);
    expect(await there()).toEqual([]);
    expect((await asked(id)).status).toBe(404);
    expect(await hidePortraitAtDesk(nobu, desk)).toBe('hidden');
  });
});

test.each(['', 'x', '../portraits', '00000000-0000-4000-8000-000000000000', "' or true --"])(
  'the address /portraits/%s.webp leads nowhere',
  async (id) => expect((await asked(id)).status).toBe(404),
);

describe('the database holds no consent but one’s own, to one’s own picture, at one’s own place', () => {
  interface Row {
    portrait_id: string;
    account_id: string;
    appearance_id: string | null;
    given_by: string;
  }

  /** The consent of Nobu to be seen where Nobu welcomes, changed by whoever tries. */
  async function written(over: Partial<Row>): Promise<string | undefined> {
    const own = { account_id: nobu.accountId, given_by: nobu.accountId };
    const row = {
      portrait_id: (await ownPortrait(nobu)) ?? '',
      appearance_id: await placeOf(nobu),
    };
    return db
      .insertInto('portrait_consents')
      .values({ ...own, ...row, organisation_id: organisation, given_at: now(), ...over })
      .execute()
      .then(() => 'taken', brokenConstraint);
  }

  const placeOf = async ({ accountId }: AccountViewer) =>
    (
      await db
        .selectFrom('appearances')
        .select('id')
        .where('account_id', '=', accountId)
        .executeTakeFirstOrThrow()
    ).id;

  test('whoever writes the row', async () => {
    await welcomeAt(nobu, series, asHost);
    await welcomeAt(admin, series, { ...asHost, nickname: 'さくら' });
    await keepPortrait(admin, photograph);
    const others = (await ownPortrait(admin)) ?? '';
    expect(await written({ given_by: admin.accountId })).toBe('portrait_consents_by_oneself');
    expect(await written({ portrait_id: others })).toBe('portrait_consents_of_portrait');
    expect(await written({ appearance_id: await placeOf(admin) })).toBe(
      'portrait_consents_at_own_appearance',
    );
    const admins = { account_id: admin.accountId, given_by: admin.accountId };
    expect(await written(admins)).toBe('portrait_consents_of_portrait');
    expect(await written({ appearance_id: null })).toBe('portrait_consents_at_one_place');
    expect(await written({})).toBe('taken');
    expect(await written({})).toBe('portrait_consents_once_at_appearance');
  });

  test('somebody appears once at a place', async () => {
    await welcomeAt(nobu, series, asHost);
    const row = { account_id: nobu.accountId, nickname: 'のぶ', since: now() };
    const again = db
      .insertInto('appearances')
      .values({ ...row, series_id: series })
      .execute();
    expect(await again.then(() => 'taken', brokenConstraint)).toBe('appearances_at_series_once');
  });
});
