import fc from 'fast-check';
import { expect, test } from 'vitest';
import { jsonLd } from './json-ld.ts';

test('whatever a person wrote, nothing of it is markup, and it is read back as it was', () => {
  const wild = fc.oneof(
    fc.string({ unit: 'grapheme' }),
    fc.constantFrom('</script>', '<!--', '&lt;', '&amp;'),
  );
  fc.assert(
    fc.property(wild, (name) => {
      const written = jsonLd({ name });
      expect(written).not.toMatch(/[<&]/);
      expect(JSON.parse(written)).toEqual({ '@context': 'https://schema.org', name });
    }),
  );
});
