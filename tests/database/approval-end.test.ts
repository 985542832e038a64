/** One admin begins 決裁; that it ends is decided by two. */
import { beforeEach, describe, expect, test } from 'vitest';
import type { AccountViewer, OrganisationId } from '#accounts';
import {
  agreeToEndApproval,
  approvalEndsFor,
  askToEndApproval,
  auditOf,
  findOrganisation,
  keepApproval,
  setMemberRoles,
  verifyAsEntry,
  wantApproval,
} from '#organisations/server';
import { brokenConstraint, db, inTransaction, sql } from '#platform/db';
import { findSeries, publishSeries } from '#schedule/server';
import { lockApproval } from '../../src/organisations/approval-queries.server.ts';
import { lockRoles } from '../../src/organisations/invitation-queries.server.ts';
import { leaving } from '../../src/leaving.server.ts';
import { anOperator, applied } from '../support/applications.ts';
import { anEntry, MET, TAKING_OVER } from '../support/claims.ts';
import { somebodyWaits } from '../support/locks.ts';
import { anAccount, anOrganisation } from '../support/organisations.ts';

let id: OrganisationId;
let admin: AccountViewer;
let approver: AccountViewer;

beforeEach(async () => {
  id = await anOrganisation();
  admin = await anAccount(id, 'admin', 'publisher');
  approver = await anAccount(id, 'approver');
  expect(await wantApproval(admin, id)).toBe('set');
});

const isWanted = async () => (await findOrganisation(id))?.wantsApproval;

const stateOfPublished = async (viewer: AccountViewer) => {
  const series = await publishSeries(viewer, {
    organisationId: id,
    kind: 'group_session',
    title: '夜のつどい',
    format: 'online',
    capacity: 8,
    signUpPolicy: 'open',
    rules: [{ repeats: 'once', from: '2030-01-05', startsAt: '20:00', endsAt: '21:00' }],
  });
  if (typeof series !== 'string') throw new Error(JSON.stringify(series));
  return (await findSeries(viewer, series))?.state;
};

describe('approval', () => {
  test('goes on while one admin alone wants its end: what they publish waits', async () => {
    expect(await askToEndApproval(admin, id)).toBe('asked');
    expect(await isWanted()).toBe(true);
    expect(await agreeToEndApproval(admin, id)).toBe('own');
    expect(await stateOfPublished(admin)).toBe('submitted');
  });

  test('ends once an approver agrees, and the log names both', async () => {
    await askToEndApproval(admin, id);
    expect(await approvalEndsFor(approver)).toMatchObject([{ organisationId: id, own: false }]);
    expect(await approvalEndsFor(admin)).toMatchObject([{ organisationId: id, own: true }]);
    expect(await agreeToEndApproval(approver, id)).toBe('ended');
    expect(await isWanted()).toBe(false);
    expect(await stateOfPublished(admin)).toBe('published');
    expect(await approvalEndsFor(approver)).toEqual([]);
    expect(await auditOf(admin, id)).toMatchObject([
      { act: 'approval.unwanted' },
      { act: 'approval.end_asked' },
      { act: 'approval.wanted' },
    ]);
  });

  test('ends while roles change: neither waits for the other for ever', async () => {
    await askToEndApproval(admin, id);
    let agreed: Promise<unknown> | undefined;
    await inTransaction(async (trx) => {
      await lockRoles(trx, { accountId: admin.accountId, organisationId: id });
      agreed = agreeToEndApproval(approver, id);
      await somebodyWaits();
      await lockApproval(trx, id);
    });
    expect(await agreed).toBe('ended');
  });

  test('that begins again needs two again: nobody’s earlier word counts', async () => {
    await askToEndApproval(admin, id);
    await agreeToEndApproval(approver, id);
    await wantApproval(admin, id);
    expect(await approvalEndsFor(approver)).toEqual([]);
    expect(await agreeToEndApproval(approver, id)).toBe('gone');
    expect(await isWanted()).toBe(true);
  });

  test('goes on where one of the others says so, or whoever asked takes it back', async () => {
    for (const viewer of [approver, admin]) {
      await askToEndApproval(admin, id);
      expect(await keepApproval(viewer, id)).toBe('kept');
      expect(await keepApproval(viewer, id)).toBe('gone');
      expect(await agreeToEndApproval(approver, id)).toBe('gone');
    }
    expect(await isWanted()).toBe(true);
  });

  test('does not end by the question of somebody who is no admin any more', async () => {
    const second = await anAccount(id, 'admin');
    await askToEndApproval(second, id);
    await setMemberRoles(admin, { organisationId: id, ...second }, ['publisher'], leaving);
    expect(await approvalEndsFor(approver)).toEqual([]);
    expect(await agreeToEndApproval(approver, id)).toBe('gone');
    expect(await isWanted()).toBe(true);
  });

  test('nor by the agreement of somebody who was an approver when their page was opened', async () => {
    await askToEndApproval(admin, id);
    await setMemberRoles(admin, { organisationId: id, ...approver }, ['publisher'], leaving);
    expect(await agreeToEndApproval(approver, id)).toBe('not_found');
    expect(await isWanted()).toBe(true);
  });

  test('is neither begun nor asked to end by others than its admins, nor ended by a publisher', async () => {
    const publisher = await anAccount(id, 'publisher', 'supervisor');
    const stranger = await anAccount(await anOrganisation(), 'admin', 'approver');
    for (const viewer of [approver, publisher, stranger]) {
      expect(await wantApproval(viewer, id)).toBe('not_found');
      expect(await askToEndApproval(viewer, id)).toBe('not_found');
    }
    await askToEndApproval(admin, id);
    for (const viewer of [publisher, stranger]) {
      expect(await agreeToEndApproval(viewer, id)).toBe('not_found');
      expect(await keepApproval(viewer, id)).toBe('not_found');
      expect(await approvalEndsFor(viewer)).toEqual([]);
    }
    expect(await isWanted()).toBe(true);
  });

  test('is its new people’s own where an entry is taken over', async () => {
    const entry = await anEntry();
    await wantApproval(await anAccount(entry, 'admin'), entry);
    await sql`update accounts set demonstration = true from memberships m
      where m.account_id = accounts.id and m.organisation_id = ${entry}`.execute(db);
    const { id: applicant } = await applied({ claims: entry });
    const operator = await anOperator();
    expect(await verifyAsEntry(operator, applicant, entry, MET, TAKING_OVER)).toBe('decided');
    expect(await findOrganisation(entry)).toMatchObject({ wantsApproval: false });
  });
});

describe('the table itself', () => {
  const refused = (set: object) =>
    db
      .updateTable('organisations')
      .set(set)
      .where('id', '=', id)
      .execute()
      .then(() => undefined, brokenConstraint);
  const asked = () => ({
    approval_end_asked_by: admin.accountId,
    approval_end_asked_at: new Date(),
  });

  test.each<[string, () => object]>([
    ['organisations_approval_ends_by_two', () => ({ wants_approval: false })],
    ['organisations_approval_ends_by_two', () => ({ wants_approval: false, ...asked() })],
    [
      'organisations_approval_end_four_eyes',
      () => ({ wants_approval: false, ...asked(), approval_ended_by: admin.accountId }),
    ],
    [
      'organisations_approval_end_four_eyes',
      () => ({ wants_approval: false, approval_ended_by: approver.accountId }),
    ],
    ['organisations_approval_ended', () => ({ ...asked(), approval_ended_by: approver.accountId })],
    ['organisations_approval_end_asked', () => ({ approval_end_asked_by: admin.accountId })],
  ])('%s holds', async (constraint, set) => {
    expect(await refused(set())).toBe(constraint);
  });

  test('takes the word of two', async () => {
    const two = { ...asked(), approval_ended_by: approver.accountId };
    expect(await refused({ wants_approval: false, ...two })).toBeUndefined();
  });
});
