/** What the editor of a desk makes of what was typed, before and after the verb judges it. */
import { beforeAll, expect, test } from 'vitest';
import { addWindow, districtAskedAt, windowsFor, windowToKeep } from '#windows/server';
import {
  errorsOf,
  placesInWords,
  readEditor,
  shownBeside,
} from '../../src/routes/(staff)/staff/windows/editing.server.ts';
import { townFound } from '../support/page-data.ts';
import { anOffice, loadPlaces, type Office } from '../support/places.ts';

const HACHIOJI = '13201';
let office: Office;

beforeAll(async () => {
  await loadPlaces();
  office = await anOffice('npo', '13');
});

function typed(fields: Record<string, string>) {
  const body = new FormData();
  const plain = { organisationId: office.organisationId, level: 'town', languages: 'ja' };
  const all = { ...plain, name: 'よりみち相談', place: '豊島区', ringSeconds: '30', ...fields };
  for (const [name, value] of Object.entries(all)) body.set(name, value);
  return readEditor(new Request('http://localhost/', { method: 'POST', body }));
}

async function errorsOn(fields: Record<string, string>): Promise<Record<string, string>> {
  const form = await typed(fields);
  const added = await addWindow(office.admin, form.input);
  if (typeof added === 'string') throw new Error(added);
  return 'problems' in added ? errorsOf(form, added.problems) : {};
}

test('all that is wrong is told at once: what could not be read, and what the verb refuses', async () => {
  const errors = await errorsOn({
    ...{ name: ' ', place: 'ぬぬぬ市', serves: '武蔵野市、ねねね町、東京都、ののの村' },
    ...{ excludes: 'ははは市', minimumAge: '若い人' },
  });
  expect(Object.keys(errors).toSorted()).toEqual(
    ['excludes', 'minimumAge', 'name', 'place', 'serves'].toSorted(),
  );
  expect(errors['place']).toContain('「ぬぬぬ市」');
  for (const name of ['ねねね町', '東京都', 'ののの村'])
    expect(errors['serves']).toContain(`「${name}」`);
});

test.each([
  ['its own place', { place: 'ぬぬぬ市' }, 'place'],
  ['its own place, where none is needed', { place: 'ぬぬぬ市', level: 'nationwide' }, 'place'],
  ['a place that is asked back', { place: '府中市' }, 'place'],
  ['a place by a number that is none', { place: '99' }, 'place'],
  ['one of those it serves', { serves: '武蔵野市、ねねね町' }, 'serves'],
  ['one of those it leaves out', { excludes: 'ねねね町' }, 'excludes'],
])('nothing is saved without what was not understood: %s', async (_, fields, field) => {
  expect(Object.keys(await errorsOn(fields))).toEqual([field]);
});

test('the districts of a place are offered as soon as it is typed, and stay while a place is not understood', async () => {
  const offered = async (fields: Record<string, string>) =>
    (await shownBeside(await typed(fields))).districts;
  expect(await offered({ place: '奥多摩町' })).toEqual([]);
  expect(await offered({ place: '八王子市' })).toHaveLength(10);
  expect(await offered({ place: '豊島区', serves: '八王子市' })).toHaveLength(10);
  expect(await offered({ place: '八王子市', serves: 'ねねね町' })).toBeUndefined();
});

test('a postal code leads to its district where a desk goes by districts, and else to the town', async () => {
  const district = await districtAskedAt(HACHIOJI, '192-0993');
  expect(district?.name).toBe('第3地区');
  expect(await townFound('192-0993')).toBe(`/areas/${HACHIOJI}?district=${district?.id ?? ''}`);
  expect(await districtAskedAt(HACHIOJI, '八王子')).toBeUndefined();
});

test('a town that is named again and again is one, and more names than any prefecture has are not looked for', async () => {
  const many = await typed({ serves: '武蔵野市、'.repeat(20_000) });
  expect(many.input.serves).toEqual(['13203']);
  const [some, more] = [200, 201].map((n) => Array.from({ length: n }, (_, at) => `${at + 1}番町`));
  expect((await typed({ serves: some?.join('、') ?? '' })).errors['serves']).toContain('「3番町」');
  expect((await typed({ serves: more?.join('、') ?? '' })).errors['serves']).toContain('長すぎ');
  expect(await errorsOn({ serves: more?.join('、') ?? '' })).toHaveProperty('serves');
});

test('a desk’s own town stands once in the form, and is served all the same', async () => {
  const [desk] = (await windowsFor('28204')).shared;
  const operator = { ...office.admin, operator: true };
  const kept = await windowToKeep(operator, desk?.id ?? '');
  if (kept === 'not_found') throw new Error(kept);
  const words = await placesInWords(kept.window, kept.named);
  expect(words.place).toContain('西宮市');
  expect(words.serves.split('、')).toHaveLength(7);
  expect(words.serves).not.toContain('西宮市');
});
