import { expect, test } from 'vitest';
import { outcomesOf } from './report.ts';

test('in a room that is gone nobody is muted or put out, but the person can be kept out of the others', () => {
  expect(outcomesOf({ ofHost: false, hasFace: true, roomStands: false })).toEqual([
    'nothing',
    'banned',
    'passed',
  ]);
});

test('a host is neither muted nor banned: staff have no face to ban', () => {
  expect(outcomesOf({ ofHost: true, hasFace: false, roomStands: true })).toEqual([
    'nothing',
    'hidden',
    'put_out',
    'passed',
  ]);
});

test('of a participant in an open room everything can be decided', () => {
  expect(outcomesOf({ ofHost: false, hasFace: true, roomStands: true })).toEqual([
    ...['nothing', 'hidden', 'muted', 'put_out', 'banned', 'passed'],
  ]);
});

test('of somebody who has been deleted only the words are left to decide on', () => {
  const gone = { ofHost: false, hasFace: false, roomStands: true };
  expect(outcomesOf(gone)).toEqual(['nothing', 'hidden']);
});
