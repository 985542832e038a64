/** Okutama: a small town with one section. Its residents fall through to shared and metropolitan windows, and are told why. */
import { beforeAll, expect, test } from 'vitest';
import { routeAhead, talkOf } from '#urgent/server';
import { listWindows } from '#windows/server';
import { reasonWords, stageWords } from '../../src/routes/(public)/areas/[code5]/reason.ts';
import { areaPage, leafletPage } from '../support/page-data.ts';
import { aDeskOf, anOffice, loadPlaces, names } from '../support/places.ts';
import { stageReason } from '../../src/urgent/stage-words.ts';
import { aCaller, aSecondPasses, logOf, ringingFor } from '../support/contacts.ts';
import { onDutyAt } from '../support/staff.ts';

const OKUTAMA = '13308';
const NEXT_DOOR = '13205';
const FARTHER = '13227';

beforeAll(loadPlaces);

async function told() {
  const { area, first, reason } = await areaPage(OKUTAMA);
  const places = { area: area.name, prefecture: area.prefecture };
  return {
    first: first.map(({ stage, windows }) => [
      stageWords(stage, places),
      ...names(windows.map(({ window }) => window)),
    ]),
    why: reason ? reasonWords(reason, places) : [],
  };
}

test('its window is not known to us: the page says that, that this is no “there is none”, and who stands in', async () => {
  const { first, why } = await told();
  expect(why).toEqual([
    '奥多摩町の窓口は、まだ確認できていません（未確認）。',
    '窓口がない、という意味ではありません。',
    '東京都全体を受け持つ窓口をのせています。',
  ]);
  expect(first.map(([, ...windows]) => windows)).toEqual([['東京都ひきこもりサポートネット']]);
  expect((await leafletPage(OKUTAMA)).reason).toEqual(why);
});

test('a press from there starts at the metropolis, then nationwide, with no empty step between', async () => {
  const ahead = await routeAhead(OKUTAMA, null);
  expect(ahead.map(({ stage }) => stage)).toEqual(['prefecture', 'nationwide']);
});

test('a health centre that names the town, and a neighbour that takes its people, come before the metropolis', async () => {
  const health = await anOffice('health_centre', '13');
  const shared = await aDeskOf(health, {
    ...{ name: '西多摩の保健所', level: 'shared', serves: [OKUTAMA, '13307'] },
  });
  const neighbour = await anOffice('municipality', NEXT_DOOR);
  await aDeskOf(neighbour, { name: '青梅市の窓口', acceptsNeighbours: true });
  // Not next door, though it would take them.
  await aDeskOf(await anOffice('municipality', FARTHER), {
    ...{ name: '羽村市の窓口', acceptsNeighbours: true },
  });
  const { why, first } = await told();
  expect(why[0]).toBe('奥多摩町の窓口は、まだ確認できていません（未確認）。');
  expect(first[0]).toContain('西多摩の保健所');
  const ahead = await routeAhead(OKUTAMA, null);
  expect(ahead[0]).toMatchObject({ stage: 'nearby', windows: ['西多摩の保健所', '青梅市の窓口'] });

  const person = await onDutyAt(shared);
  const { contactId } = await aCaller({ code5: OKUTAMA });
  expect(await ringingFor(contactId)).toEqual([person.viewer.accountId]);
  const unseen = await aCaller({ code5: OKUTAMA }, { skipsNearby: true });
  expect(await ringingFor(unseen.contactId)).toEqual([]);
  await person.goes();
});

test('with nobody in town, whoever presses is led on step by step, told why at each, and can write to the nearest that answers', async () => {
  const stages = await routeAhead(OKUTAMA, null);
  expect(stages.map(({ stage }) => stageReason(stage))).toEqual([
    'となりの地域からの相談も受けています。',
    '都道府県ぜんたいを受け持っています。',
    'どこからの相談も受けています。',
  ]);
  const { viewer, contactId } = await aCaller({ code5: OKUTAMA });
  expect(await talkOf(viewer)).toMatchObject({
    atEnd: true,
    stages: stages.map(({ stage }) => ({ stage, progress: 'nobody_there' })),
  });
  expect(await logOf(contactId)).toContain('nobody_there');
  const [, metropolis] = stages;
  const [desk] = (await listWindows({ prefCode: '13' })).filter(
    ({ name }) => name === metropolis?.windows[0],
  );
  const there = await onDutyAt(desk?.id ?? '');
  expect((await areaPage(OKUTAMA)).letters).toMatchObject({ name: '西多摩の保健所' });
  await aSecondPasses();
  expect(await ringingFor(contactId)).toEqual([there.viewer.accountId]);
  await there.goes();
});

test('once its one section is entered, it comes first and the reason goes', async () => {
  await aDeskOf(await anOffice('municipality', OKUTAMA), { name: '奥多摩町 福祉保健課' });
  const { first, why } = await told();
  expect(why).toEqual([]);
  expect(first[0]).toContain('奥多摩町 福祉保健課');
  expect((await leafletPage(OKUTAMA)).reason).toEqual([]);
});
