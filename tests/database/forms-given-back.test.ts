/** What a form carried to which nobody was signed in any more; with the key that lies outside the database. */
import { describe, expect, test } from 'vitest';
import { hours, later } from '#platform/clock';
import { cookieName } from '#platform/cookies';
import {
  sentForm,
  openForm,
  sealForm,
  wordsOf,
} from '../../src/routes/(staff)/staff/sign-in/sealed-form.server.ts';
import { giveFormBack } from '../../src/form-given-back.server.ts';
import { POST } from '../../src/routes/(staff)/staff/sign-out/+server.ts';
import { markOf } from '../../src/last-writer.server.ts';

const at = new Date('2026-11-21T12:00:00+09:00');
const by = (account: string) => ({ writer: markOf(account), page: '/staff/series/new', at });
const [HANA, KEN] = [by('hana'), by('ken')];

function sent(fields: Record<string, string>): FormData {
  const form = new FormData();
  for (const [name, value] of Object.entries(fields)) form.set(name, value);
  return form;
}

const aForm = (fields: Record<string, string>, act = 'save') => {
  const form = sentForm(sent(fields), act);
  if (!form) throw new Error('nothing was sent');
  return form;
};

describe('words that wait for a sign-in', () => {
  test('come back to whoever wrote them, as they were', () => {
    const form = aForm({ title: 'つどい', mark: 'a1' });
    expect(openForm(sealForm(form, HANA), HANA)).toEqual(form);
    expect(form).toEqual({
      act: 'save',
      fields: [
        ['title', 'つどい'],
        ['mark', 'a1'],
      ],
    });
  });

  test('are another’s for everybody else, and where a seal was touched or made up', () => {
    const sealed = sealForm(aForm({ title: 'つどい' }), HANA);
    expect(openForm(sealed, KEN)).toBe('anothers');
    expect(openForm(sealed.slice(0, -2), HANA)).toBe('anothers');
    for (const none of ['', 'x', sealed.replace(/^./u, (sign) => (sign === 'A' ? 'B' : 'A'))])
      expect(openForm(none, HANA)).toBe('anothers');
  });

  test('go nowhere but to the page they were for, and wait half a day', () => {
    const form = aForm({ title: 'つどい' });
    const sealed = sealForm(form, HANA);
    expect(openForm(sealed, { ...HANA, page: '/staff/organisations/x' })).toBe('gone');
    expect(openForm(sealed, { ...HANA, at: later(at, hours(12)) })).toEqual(form);
    expect(openForm(sealed, { ...HANA, at: later(at, hours(12) + 1) })).toBe('gone');
  });

  test('are none where there is nothing to read: ids and choices that somebody else may have put there', () => {
    const chosen = aForm({ account: '6d9f1c1e-0000-4000-8000-000000000000', roles: 'admin' });
    expect(wordsOf(chosen)).toEqual([]);
  });

  test('are nobody’s once somebody has signed out: their mark is gone', async () => {
    const gone: string[] = [];
    const cookies = { delete: (name: string) => gone.push(name) };
    // The handler asks no more of an event in which nobody is signed in.
    const answer = await POST({ locals: { account: null, lacksFactor: null }, cookies } as never);
    expect(answer.status).toBe(303);
    expect(gone).toEqual([cookieName('form')]);
  });

  test('cannot be read in the page they wait in, nor whose they are', () => {
    const sealed = sealForm(aForm({ title: 'plain words' }), HANA);
    for (const text of [sealed, Buffer.from(sealed, 'base64url').toString('latin1')])
      expect(text).not.toMatch(/plain words|title|hana/u);
    expect(sealed).not.toContain(HANA.writer);
    expect(HANA.writer).not.toContain('hana');
  });

  test('are shown before they are sent; secrets are not even kept', () => {
    const form = aForm({
      title: 'つどい',
      note: 'two words',
      mark: 'a1',
      password: '秘密のことば',
    });
    expect(wordsOf(form)).toEqual(['つどい', 'two words']);
    expect(JSON.stringify(form)).not.toContain('秘密');
    expect(sentForm(sent({ login: 'hana', code: '123456', sealed: 'x' }), '')).toBeUndefined();
    expect(sentForm(sent({ title: 'つどい' }), '../x')).toBeUndefined();
  });
});

/** What the page that gives a form back holds, where answering it broke. */
async function givenBack(fields: Record<string, string>): Promise<string> {
  const body = new URLSearchParams(fields);
  return (
    await giveFormBack(new Request('https://x.example/return', { method: 'POST', body }), 500)
  ).text();
}

describe('a form given back because answering it broke', () => {
  test('holds what was typed and what rode along', async () => {
    const page = await givenBack({ words: 'つらいです', prefCode: '13', code5: '13116' });
    expect(page).toContain('つらいです');
    expect(page).toContain('name="prefCode" value="13"');
    expect(page).toContain('name="code5" value="13116"');
  });

  test('never holds a secret, whatever form it is of', async () => {
    const secrets = {
      password: 'あさがお',
      newPassword: 'x1',
      code: '123456',
      secret: 's3',
      phrase: 'うみ やま',
    };
    const page = await givenBack({ ...secrets, words: 'つらいです' });
    for (const [name, value] of Object.entries(secrets)) {
      expect(page).not.toContain(`name="${name}"`);
      expect(page).not.toContain(value);
    }
    expect(sentForm(sent(secrets), '')).toBeUndefined();
  });
});
