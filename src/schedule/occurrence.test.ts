import { expect, test } from 'vitest';
import { categoryOf } from './occurrence.ts';

test('a group session is sorted by whom it is for', () => {
  expect(categoryOf('group_session', ['family', 'sibling'])).toBe('family');
  expect(categoryOf('group_session', ['person', 'women_only'])).toBe('person');
  expect(categoryOf('group_session', ['person', 'family'])).toBe('together');
  expect(categoryOf('gathering_place', ['person'])).toBe('place');
});
