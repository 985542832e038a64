import { expect, test } from 'vitest';
import { errorsOf } from './district-words.ts';

const input = {
  kind: 'catchment',
  prefCode: '13',
  code5: '13116',
  name: '東部',
  streets: [
    { name: '朝日町 192-000', postalPrefix: null },
    { name: '北町', postalPrefix: '0600001' },
    { name: '南町 12345', postalPrefix: '0600002' },
  ],
} as const;

test('all that is wrong with the members stands at their field, each kind with the places it is told of', () => {
  const errors = errorsOf(
    { input: { ...input, streets: [...input.streets] } },
    {
      name: 'taken',
      'streets.0.name': 'unclear',
      'streets.1.postalPrefix': 'elsewhere',
      'streets.2.postalPrefix': 'elsewhere',
      'streets.2.name': 'unclear',
    },
  );
  expect(Object.keys(errors)).toEqual(['name', 'members']);
  expect(errors['members']).toMatch(
    /^「朝日町 192-000、南町 12345」の数字が.+ 060-0001、060-0002は、ほかの市区町村/u,
  );
});

test('a group hears which names are no towns, or that it has none; a place that was not understood says why', () => {
  const group = { ...input, kind: 'group', streets: [], areas: ['13101', '松山市'] } as const;
  const typed = { input: { ...group, streets: [], areas: [...group.areas] } };
  expect(errorsOf(typed, { 'areas.1': 'areas' })['members']).toMatch(/^「松山市」は/u);
  expect(errorsOf(typed, { areas: 'areas' })['members']).toMatch(/1つ以上/u);
  const placeError = '「とうきゅうと」では見つかりません。';
  expect(errorsOf({ ...typed, placeError }, { place: 'place' })).toEqual({ place: placeError });
});
