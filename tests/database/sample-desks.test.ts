/** A desk that the demonstration's people add is a sample, and everybody reads so; what a real office adds is none. */
import { expect, test } from 'vitest';
import type { AccountViewer, OrganisationId } from '#accounts';
import { verifyAsEntry } from '#organisations/server';
import { db } from '#platform/db';
import { addWindow, confirmWindow, findWindow, reviseWindow, windowToKeep } from '#windows/server';
import { UNSAID } from '../../src/windows/imports/imported-window.ts';
import { anOperator, applied } from '../support/applications.ts';
import { anEntry, aSamplePublisher, membersNow, MET, TAKING_OVER } from '../support/claims.ts';
import { anAccount, anOrganisation } from '../support/organisations.ts';
import { aTown, type Town } from '../support/towns.ts';
import { asTyped } from '../support/window-record.ts';

const PAGE = 'https://public.example/desk';
let town: Town | undefined;

async function deskOf(
  organisationId: string | null,
  sourceUrl: string | null = null,
): Promise<ReturnType<typeof asTyped>> {
  const { code5, prefCode } = (town ??= await aTown());
  const place = { code5, prefCode, level: 'town' as const };
  return asTyped({ ...UNSAID, ...place, organisationId, sourceUrl, name: 'よりみち相談' });
}

async function added(
  viewer: AccountViewer,
  organisationId: string | null,
  sourceUrl: string | null = null,
): Promise<string> {
  const answer = await addWindow(viewer, await deskOf(organisationId, sourceUrl));
  if (typeof answer === 'string' || !('id' in answer)) throw new Error(JSON.stringify(answer));
  return answer.id;
}

const aSampleAdmin = async (entry: OrganisationId): Promise<AccountViewer> => {
  const viewer = await aSamplePublisher(entry);
  return { ...viewer, memberships: [{ organisationId: entry, role: 'admin' }] };
};

const isSample = async (id: string) => (await findWindow(id))?.demonstration;

test('of an organisation of the demonstration is one, however often it is saved', async () => {
  const entry = await anEntry();
  const admin = await aSampleAdmin(entry);
  const id = await added(admin, entry);
  expect(await isSample(id)).toBe(true);
  const kept = await windowToKeep(admin, id);
  if (kept === 'not_found') throw new Error(kept);
  expect(await reviseWindow(admin, id, await deskOf(entry, PAGE), kept.edition)).toBe('revised');
  expect(await isSample(id)).toBe(true);
});

test('of nobody, and of a real office, is one where the demonstration’s operator adds it', async () => {
  const viewer = { ...(await aSamplePublisher(await anEntry())), operator: true };
  expect(await isSample(await added(viewer, null))).toBe(true);
  expect(await isSample(await added(viewer, await anOrganisation()))).toBe(true);
});

test('of a real office is none', async () => {
  const organisationId = await anOrganisation();
  const admin = await anAccount(organisationId, 'admin');
  expect(await isSample(await added(admin, organisationId))).toBe(false);
  expect(await isSample(await added(await anOperator(), null))).toBe(false);
});

test('once real people take its organisation over, what was invented stays one, and no sample’s check counts', async () => {
  const entry = await anEntry();
  const sample = await aSampleAdmin(entry);
  const [invented, copied] = [await added(sample, entry), await added(sample, entry, PAGE)];
  for (const id of [invented, copied]) expect(await confirmWindow(sample, id)).toBe('confirmed');
  const { id, admin } = await applied({ claims: entry });
  expect(await verifyAsEntry(await anOperator(), id, entry, MET, TAKING_OVER)).toBe('decided');
  expect(await findWindow(invented)).toMatchObject({ demonstration: true, verifiedOn: null });
  expect(await findWindow(copied)).toMatchObject({ demonstration: false, verifiedOn: null });
  const after = membersNow(admin, entry);
  expect(await confirmWindow(after, copied)).toBe('confirmed');
  expect(await isSample(await added(after, entry))).toBe(false);
});

test('no statement takes the label off what was invented, and none forgets to put it on', async () => {
  const organisation_id = await anOrganisation({ demonstration: true });
  const { code5, prefCode } = (town ??= await aTown());
  const row = { organisation_id, name: 'よりみち', level: 'town', pref_code: prefCode, code5 };
  const { id } = await db
    .insertInto('windows')
    .values({ ...row, demonstration: false })
    .returning('id')
    .executeTakeFirstOrThrow();
  expect(await isSample(id)).toBe(true);
  await db.updateTable('windows').set({ demonstration: false }).where('id', '=', id).execute();
  expect(await isSample(id)).toBe(true);
});
