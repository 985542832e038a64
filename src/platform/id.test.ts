import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isId } from './id.ts';

const id = '0190a3c1-7b2e-7c4d-9f00-2f6d1f3f5a10';

describe('a text that can be an id', () => {
  it('is any that the database makes', () => {
    fc.assert(fc.property(fc.uuid(), (made) => isId(made)));
    expect(isId('00000000-0000-0000-0000-000000000000')).toBe(true);
  });

  it.each([
    ['nothing', ''],
    ['no text', null],
    ['a missing one', undefined],
    ['the word of another page', 'new'],
    ['a second spelling of the same', id.toUpperCase()],
    ['one without its dashes', id.replaceAll('-', '')],
    ['one in braces', `{${id}}`],
    ['one with something before it', ` ${id}`],
    ['one with a line after it', `${id}\n`],
    ['two of them', `${id}${id}`],
    ['digits of another script', id.replaceAll('0', '０')],
  ])('is not %s', (_what, text) => {
    expect(isId(text)).toBe(false);
  });
});
