import fc from 'fast-check';
import { expect, test } from 'vitest';
import { displayAttributes, readDisplay, TEXT_SIZES, THEMES, writeDisplay } from './display.ts';

test('what is kept is read back as it was', () => {
  const displays = fc.record({
    theme: fc.constantFrom(...THEMES),
    text: fc.constantFrom(...TEXT_SIZES),
  });
  fc.assert(
    fc.property(displays, (display) => {
      expect(readDisplay(writeDisplay(display))).toEqual(display);
    }),
  );
});

test('a forged cookie never reaches the page', () => {
  fc.assert(
    fc.property(fc.string(), (value) => {
      expect(displayAttributes(readDisplay(value))).toMatch(/^(data-(theme|text)="[a-z]+" ?)*$/);
    }),
  );
  expect(displayAttributes(readDisplay('dark"><script>.large'))).toBe('data-text="large"');
});
