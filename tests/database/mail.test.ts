/** What is mailed goes out once, to one address, and leaves nothing behind; where the way out is shut nobody waits long. */
import { afterAll, describe, expect, test, vi } from 'vitest';
import { isMailAddress, mail, mailIsOffered } from '#notices/server';
import { everythingStored } from '../support/traces.ts';

const service = await vi.hoisted(async () => {
  const { openMailService } = await import('../support/mailed.ts');
  const opened = await openMailService();
  process.env['SMTP_URL'] = opened.url;
  process.env['MAIL_FROM'] = 'portal@example.lg.jp';
  return opened;
});

afterAll(() => {
  service.close();
  delete process.env['SMTP_URL'];
  delete process.env['MAIL_FROM'];
});

const TO = 'yuki@kazoku.example.jp';
const letter = { to: TO, subject: '親の会から、つどいへの招待', text: 'https://tsudoi.example/あ' };

describe('mail', () => {
  test('is handed to the operator’s server, from the portal’s address, and kept nowhere', async () => {
    expect(mailIsOffered()).toBe(true);
    expect(await mail(letter)).toBe('mailed');
    const [taken] = service.taken;
    expect(taken).toMatchObject({ from: 'portal@example.lg.jp', to: [TO] });
    expect(taken?.message).toMatch(/^Subject: =\?UTF-8\?/m);
    expect(await everythingStored(process.env['DATABASE_URL'] ?? '')).not.toContain(TO);
  });

  test.each([
    'a@b.example, c@d.example',
    'a@b.example\r\nBcc: c@d.example',
    'Name <a@b.example>',
    'a@b',
    '',
    `${'a'.repeat(250)}@b.example`,
  ])('goes to no “%s”', async (to) => {
    service.taken.length = 0;
    expect(isMailAddress(to)).toBe(false);
    expect(await mail({ ...letter, to })).toBe('failed');
    expect(service.taken).toEqual([]);
  });

  test('that the server refuses has failed, and says so', async () => {
    expect(await mail({ ...letter, to: 'nobody@refused.example' })).toBe('failed');
  });
});
