/** Where an id belongs anybody can write anything: PostgreSQL fails on what is none, and a person would see our fault. */
import { beforeAll, expect, test } from 'vitest';
import type { AccountViewer, OrganisationId } from '#accounts';
import { discardImport, findImport } from '#imports/server';
import {
  appearOnPage,
  applicationFor,
  becameEntry,
  findClaimable,
  findOrganisation,
  setMemberRoles,
  withdrawInvitation,
} from '#organisations/server';
import type { ParticipantViewer } from '#participants';
import { roomOf } from '#rooms/server';
import {
  cancelOccurrence,
  discardWriting,
  endSeries,
  findOccurrence,
  findSeries,
  hidePortraitAt,
  autosaveWriting,
  ownHosting,
  portraitAt,
  sendSeriesBack,
  showPortraitAt,
  submissionOf,
  welcomeAt,
  writingOf,
} from '#schedule/server';
import { cancelSignup, hostMeetingLink, receiptOf, signupsAt, standIn } from '#signup/server';
import {
  appearAtDesk,
  decideOnCorrection,
  districtToKeep,
  findWindow,
  hidePortraitAtDesk,
  ownAppearanceAtDesk,
  showPortraitAtDesk,
  windowToKeep,
} from '#windows/server';
import { findDistrict } from '#areas/server';
import { createParticipant } from '../support/participants.ts';
import { anAccount, anOrganisation } from '../support/organisations.ts';

let organisationId: OrganisationId;
let staff: AccountViewer;
let person: ParticipantViewer;

beforeAll(async () => {
  organisationId = await anOrganisation();
  staff = await anAccount(organisationId, 'admin', 'publisher', 'approver');
  person = (await createParticipant()).viewer;
});

const host = { nickname: 'はるか', drawing: 1, message: '', relation: '', consents: false };
const filter = { outcome: null, reason: null, page: 1 };
const fields: [string, string][] = [['title', '会']];

const acts: Record<string, (id: string) => Promise<unknown>> = {
  findOccurrence,
  hostMeetingLink: (id) => hostMeetingLink(staff, id),
  findWindow,
  findOrganisation,
  findClaimable,
  becameEntry,
  findDistrict: (id) => findDistrict('13116', id),
  findSeries: (id) => findSeries(staff, id),
  submissionOf: async (id) => (await submissionOf(staff, id)).waiting,
  sendSeriesBack: (id) => sendSeriesBack(staff, id, { submission: id, remark: 'なおす' }),
  endSeries: (id) => endSeries(staff, id, 'おわり'),
  cancelOccurrence: (id) => cancelOccurrence(staff, id, '雪'),
  signupsAt: (id) => signupsAt(staff, id),
  standIn: (id) => standIn(staff, { occurrenceId: id, accountId: id }),
  ownHosting: (id) => ownHosting(staff, id),
  welcomeAt: (id) => welcomeAt(staff, id, host),
  portraitAt: (id) => portraitAt(staff, id),
  showPortraitAt: (id) => showPortraitAt(staff, id),
  hidePortraitAt: (id) => hidePortraitAt(staff, id),
  writingOf: (id) => writingOf(staff, id),
  autosaveWriting: (id) => autosaveWriting(staff, id, { fields, basis: null, seen: id }),
  discardWriting: (id) => discardWriting(staff, id, id),
  discardNewWriting: (mark) => discardWriting(staff, null, mark),
  windowToKeep: (id) => windowToKeep(staff, id),
  ownAppearanceAtDesk: (id) => ownAppearanceAtDesk(staff, id),
  appearAtDesk: (id) => appearAtDesk(staff, id, host),
  showPortraitAtDesk: (id) => showPortraitAtDesk(staff, id),
  hidePortraitAtDesk: (id) => hidePortraitAtDesk(staff, id),
  decideOnCorrection: (id) =>
    decideOnCorrection(staff, id, { correctionId: id, state: 'declined', answer: '' }),
  districtToKeep: (id) => districtToKeep(staff, id),
  findImport: (id) => findImport(staff, id, filter, []),
  discardImport: (id) => discardImport(staff, id, []),
  applicationFor: (id) => applicationFor({ ...staff, operator: true }, id),
  withdrawInvitation: (id) => withdrawInvitation(staff, id),
  setMemberRoles: (accountId) =>
    setMemberRoles(staff, { organisationId, accountId }, ['approver'], () => Promise.resolve()),
  // Any text: what a form says, under the type that only its check would give it.
  appearOnPage: (id) => appearOnPage(staff, id as OrganisationId, { nickname: '', words: '' }),
  roomOf: (id) => roomOf(staff, id),
  receiptOf: (id) => receiptOf(person, id),
  cancelSignup: (id) => cancelSignup(person, id),
};

const TEXTS = ['', 'new', '1', '../me', "'; select 1 --", '\u0000', 'あ'.repeat(5_000)];

test.each(Object.entries(acts))('%s finds nothing by what is no id', async (_name, act) => {
  for (const text of TEXTS)
    expect([undefined, null, false, 'not_found', 'gone']).toContain(await act(text));
});
