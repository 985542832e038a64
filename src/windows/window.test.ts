import { expect, test } from 'vitest';
import { checkedState } from './window.ts';

test('facts checked within 180 days say when, older ones say for how long they were not, others since when nobody has', () => {
  expect(checkedState('2026-11-01', '2026-11-09', '2026-11-21')).toEqual({
    state: 'checked',
    on: '2026-11-01',
  });
  expect(checkedState('2026-05-26', '2026-11-09', '2026-11-21')).toMatchObject({
    state: 'checked',
  });
  expect(checkedState('2026-05-25', '2026-11-09', '2026-11-21')).toEqual({
    state: 'stale',
    days: 180,
  });
  expect(checkedState('2024-11-21', '2026-11-09', '2026-11-21')).toEqual({
    state: 'stale',
    days: 730,
  });
  expect(checkedState(null, '2026-11-09', '2026-11-21')).toEqual({ state: 'never', days: 12 });
});
