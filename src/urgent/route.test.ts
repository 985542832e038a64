import { expect, test } from 'vitest';
import { asChosen, chosenFirst, frozenRoute, windowIdsOf, type StageName } from './route.ts';

const window = (id: string, languages = ['ja']) => ({
  ...{ id, name: `${id}の窓口`, ringSeconds: 30, languages, methods: [] },
});
const inEnglish = { skipsNearby: false, language: 'en' };
const stages: { stage: StageName; windows: ReturnType<typeof window>[] }[] = [
  { stage: 'own', windows: [window('town')] },
  { stage: 'nearby', windows: [] },
  { stage: 'prefecture', windows: [window('centre'), window('international', ['ja', 'en'])] },
];

test('a stage without windows falls out, and so does what is near where the person passes it by', () => {
  const named = (skipsNearby: boolean) =>
    frozenRoute(stages, { ...inEnglish, skipsNearby }).map(({ stage }) => stage);
  expect(named(false)).toEqual(['own', 'prefecture']);
  expect(named(true)).toEqual(['prefecture']);
});

test('windows that were chosen stand first, and nowhere twice', () => {
  const route = chosenFirst([asChosen(window('town'))], frozenRoute(stages, inEnglish));
  expect(route.map(({ stage }) => stage)).toEqual(['chosen', 'prefecture']);
  expect(windowIdsOf(route)).toEqual(['town', 'centre', 'international']);
});

test('one of the route that comes first is still said to speak another language, one that the person names is not', () => {
  const [own] = frozenRoute(stages, inEnglish);
  const unlike = (chosen: typeof own | undefined) => chosen?.windows.map((one) => one.unlike);
  expect(unlike(chosenFirst(own?.windows ?? [], [])[0])).toEqual([['language']]);
  expect(unlike(chosenFirst([asChosen(window('town'))], [])[0])).toEqual([[]]);
});
