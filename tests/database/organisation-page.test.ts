import { describe, expect, test } from 'vitest';
import {
  appearOnPage,
  auditOf,
  findOrganisation,
  ownAppearance,
  peopleOf,
  setMemberRoles,
  writePage,
} from '#organisations/server';
import { leaveConsultations } from '#schedule/server';
import { anAccount, anOrganisation } from '../support/organisations.ts';

const page = {
  summary: '月に2回、家族のつどいをひらいています。',
  url: 'example.jp',
  face: 'cups',
  message: '話さなくてもかまいません。',
  messageBy: '世話人一同',
} as const;

const me = { nickname: 'ゆきさん', words: 'お茶だけでも。' };

describe("an organisation's page", () => {
  test('is written by its admin, who cannot change what was verified', async () => {
    const id = await anOrganisation({ name: '変わらない名前の会' });
    const admin = await anAccount(id, 'admin');
    const more = { ...page, name: '別の会', standing: 'listed' };
    expect(await writePage(admin, id, more)).toBe('saved');
    expect(await findOrganisation(id)).toMatchObject({
      name: '変わらない名前の会',
      standing: 'verified',
      face: 'cups',
      message: '話さなくてもかまいません。',
      url: 'https://example.jp',
    });
    expect(await writePage(admin, id, { ...page, url: 'javascript:alert(1)' })).toEqual({
      problems: { url: 'organisations_problem_url' },
    });
    expect(await writePage(admin, id, { ...page, face: 'photo' as 'cups' })).toBe('saved');
    expect(await findOrganisation(id)).toMatchObject({ face: null });
  });

  test('is not for others to write, and a stranger who tries is seen', async () => {
    const id = await anOrganisation();
    const admin = await anAccount(id, 'admin');
    const stranger = await anAccount(await anOrganisation(), 'admin');
    for (const viewer of [await anAccount(id, 'publisher'), stranger])
      expect(await writePage(viewer, id, page)).toBe('not_found');
    expect(await auditOf(admin, id)).toMatchObject([
      { act: 'organisation.refused' },
      { act: 'organisation.refused' },
    ]);
  });

  test('shows nobody who did not say so, and nobody any more who left or took it back', async () => {
    const id = await anOrganisation();
    const [admin, member] = [await anAccount(id, 'admin'), await anAccount(id, 'peer_supporter')];
    expect(await peopleOf(id)).toEqual([]);
    expect(await appearOnPage(member, id, me)).toBe('appears');
    expect(await peopleOf(id)).toEqual([me]);
    expect(await appearOnPage(member, id, { nickname: ' ', words: '' })).toBe('appears_not');
    expect(await peopleOf(id)).toEqual([]);
    await appearOnPage(member, id, me);
    await setMemberRoles(
      admin,
      { organisationId: id, accountId: member.accountId },
      [],
      leaveConsultations,
    );
    expect(await peopleOf(id)).toEqual([]);
  });

  test('cannot be stood on by a stranger, nor by a name too long to be one', async () => {
    const id = await anOrganisation();
    const stranger = await anAccount(await anOrganisation(), 'admin');
    expect(await appearOnPage(stranger, id, me)).toBe('not_found');
    expect(await ownAppearance(stranger, id)).toBeUndefined();
    const member = await anAccount(id, 'publisher');
    const long = { nickname: 'あ'.repeat(41), words: '' };
    expect(await appearOnPage(member, id, long)).toBe('long');
  });
});
