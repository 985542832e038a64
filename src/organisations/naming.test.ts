import { expect, test } from 'vitest';
import { namingState } from './naming.ts';

test('agreed is what was agreed to: a further part asks anew', () => {
  const operating = { answered: true, agreed: ['operating'] };
  expect(namingState({ parts: ['operating'], answered: false, agreed: [] })).toBe('asked');
  expect(namingState({ parts: ['operating'], ...operating })).toBe('agreed');
  expect(namingState({ parts: ['operating', 'organiser'], ...operating })).toBe('asked');
});

test('whoever declined is not asked again, whatever part it is named with', () => {
  expect(namingState({ parts: ['organiser'], answered: true, agreed: [] })).toBe('declined');
});
