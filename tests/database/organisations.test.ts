import { describe, expect, test } from 'vitest';
import type { AccountViewer, OrganisationId, Role } from '#accounts';
import { addMembership, createAccount, signIn } from '#accounts/server';
import {
  auditOf,
  createOrganisation,
  findOrganisation,
  membersOf,
  organisationsOf,
  recordAct,
} from '#organisations/server';
import { brokenConstraint, db } from '#platform/db';

let made = 0;

const newOrganisation = () =>
  createOrganisation({ name: `親の会 ${(made += 1)}`, kind: 'family_association' });

async function member(role: Role, organisationId: OrganisationId): Promise<AccountViewer> {
  const login = `member-${(made += 1)}`;
  const id = await createAccount({ login, displayName: login, password: 'password' });
  await addMembership(id, organisationId, role);
  const entered = await signIn({ login, password: 'password' });
  if (typeof entered === 'string') throw new Error(entered);
  return entered.viewer;
}

describe('an organisation', () => {
  test('is found by id; text that is no id finds none', async () => {
    const id = await newOrganisation();
    expect(await findOrganisation(id)).toMatchObject({ id, kind: 'family_association' });
    expect(await findOrganisation("1' or '1'='1")).toBeUndefined();
  });

  test('that is shown has its name once in an area: an applicant cannot take a name away', async () => {
    await createOrganisation({ name: '同じ名前', kind: 'npo', standing: 'listed' });
    const again = createOrganisation({ name: '同じ名前', kind: 'npo', standing: 'verified' });
    expect(brokenConstraint(await again.catch((error: unknown) => error))).toBe(
      'organisations_name_once',
    );
  });

  test('of a kind we do not know is refused by the database too', async () => {
    const insert = db
      .insertInto('organisations')
      .values({ name: '引き出し屋', kind: 'pull_out_business' })
      .execute();
    expect(brokenConstraint(await insert.catch((error: unknown) => error))).toBe(
      'organisations_kind',
    );
  });

  test('shows its members their own organisations', async () => {
    const id = await newOrganisation();
    const viewer = await member('publisher', id);
    expect(await organisationsOf(viewer)).toMatchObject([{ id }]);
  });
});

describe('an admin', () => {
  test('reads the members and the acts of the own organisation', async () => {
    const id = await newOrganisation();
    const admin = await member('admin', id);
    await recordAct(admin, { organisationId: id, act: 'roster.read', subject: 'occurrence:1' });
    expect(await membersOf(admin, id)).toMatchObject([{ roles: ['admin'] }]);
    expect(await auditOf(admin, id)).toMatchObject([{ act: 'roster.read', by: admin.displayName }]);
  });

  test('reads nothing of another organisation, and its admin sees the try', async () => {
    const [mine, theirs] = [await newOrganisation(), await newOrganisation()];
    const [intruder, admin] = [await member('admin', mine), await member('admin', theirs)];
    expect(await membersOf(intruder, theirs)).toBe('not_found');
    expect(await auditOf(intruder, theirs)).toBe('not_found');
    expect(await auditOf(admin, theirs)).toMatchObject([
      { act: 'audit.refused', by: intruder.displayName },
      { act: 'members.refused', by: intruder.displayName },
    ]);
  });

  test('asking for an organisation that does not exist gets the same answer', async () => {
    const admin = await member('admin', await newOrganisation());
    const nowhere = '00000000-0000-4000-8000-000000000000' as OrganisationId;
    expect(await membersOf(admin, nowhere)).toBe('not_found');
    expect(await auditOf(admin, nowhere)).toBe('not_found');
  });

  test.each(['publisher', 'peer_supporter', 'window_staff', 'expert'] as const)(
    'is no %s: the acts stay closed',
    async (role) => {
      const id = await newOrganisation();
      expect(await auditOf(await member(role, id), id)).toBe('not_found');
    },
  );
});
