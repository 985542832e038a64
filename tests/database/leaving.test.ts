/** Whoever leaves takes along how they appeared and what they agreed to: coming back says nothing for them. */
import { beforeEach, describe, expect, test } from 'vitest';
import { addMembership } from '#accounts/server';
import type { AccountViewer, OrganisationId } from '#accounts';
import {
  appearOnPage,
  closeAccount,
  openAccount,
  peopleOf,
  setMemberRoles,
} from '#organisations/server';
import { keepPortrait } from '#people/server';
import { days, later, now } from '#platform/clock';
import { db } from '#platform/db';
import { findOccurrence, showPortraitAt, welcomeAt } from '#schedule/server';
import { appearAtDesk, peopleAtDesk, showPortraitAtDesk } from '#windows/server';
import { leaving } from '../../src/leaving.server.ts';
import { aPhotograph } from '../support/pictures.ts';
import { anAccount, anOrganisation } from '../support/organisations.ts';
import { anOccurrence, aSeries } from '../support/schedule.ts';
import { aWindow } from '../support/towns.ts';

let organisation: OrganisationId;
let admin: AccountViewer;
let mother: AccountViewer;
let series: string;
let occurrence: string;
let desk: string;

const said = { nickname: 'のぶ', message: '', drawing: 2 };

beforeEach(async () => {
  organisation = await anOrganisation();
  admin = await anAccount(organisation, 'admin');
  mother = await anAccount(organisation, 'window_staff', 'peer_supporter');
  series = await aSeries({ organisation_id: organisation });
  occurrence = await anOccurrence({ series_id: series, starts_at: later(now(), days(1)) });
  desk = await aWindow({ level: 'nationwide', organisation_id: organisation });
  await keepPortrait(mother, await aPhotograph());
  await appearOnPage(mother, organisation, { nickname: 'のぶ', words: '母として' });
  await welcomeAt(mother, series, { ...said, relation: '母の立場で', consents: true });
  await appearAtDesk(mother, desk, said);
  expect(await showPortraitAt(mother, series)).toBe('shown');
  expect(await showPortraitAtDesk(mother, desk)).toBe('shown');
});

const kept = async () => {
  const rows = [];
  for (const table of ['organisation_people', 'appearances', 'host_consents', 'portrait_consents'])
    rows.push(
      ...(await db
        .selectFrom(table as 'appearances') // Each has the column that is asked for.
        .select('account_id')
        .where('account_id', '=', mother.accountId)
        .execute()),
    );
  return rows.length;
};

const shown = async () => [
  ...(await peopleOf(organisation)),
  ...((await findOccurrence(occurrence))?.hosts ?? []),
  ...(await peopleAtDesk({ id: desk, organisationId: organisation })),
];

const rolesFrom = (viewer: AccountViewer, roles: string[]) =>
  setMemberRoles(
    viewer,
    { organisationId: organisation, accountId: mother.accountId },
    roles,
    leaving,
  );

const comesBack = () => addMembership(mother.accountId, organisation, 'window_staff');

describe('whoever leaves an organisation', () => {
  test.each([
    ['by their own act', () => rolesFrom(mother, [])],
    ['by an admin’s', () => rolesFrom(admin, [])],
  ])('%s is nowhere to be seen when they come back', async (_, leave) => {
    expect(await kept()).toBe(6);
    expect(await shown()).toHaveLength(3);
    expect(await leave()).toBe('set');
    expect(await kept()).toBe(0);
    await comesBack();
    expect(await shown()).toEqual([]);
  });

  test('because their account is closed is nowhere to be seen when it is opened and invited again', async () => {
    const login = await db
      .selectFrom('accounts')
      .select('login')
      .where('id', '=', mother.accountId)
      .executeTakeFirstOrThrow();
    expect(await closeAccount(login.login, leaving)).toBe('closed');
    expect(await kept()).toBe(0);
    await openAccount(login.login);
    await comesBack();
    expect(await shown()).toEqual([]);
  });

  test('still appears where they stay: with one role less, and at another organisation', async () => {
    const other = await anOrganisation();
    await addMembership(mother.accountId, other, 'publisher');
    await appearOnPage(mother, other, { nickname: 'のぶ', words: '' });
    await rolesFrom(admin, ['peer_supporter']);
    expect(await shown()).toHaveLength(3);
    await rolesFrom(admin, []);
    expect(await peopleOf(other)).toHaveLength(1);
  });
});
