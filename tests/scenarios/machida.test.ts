/** Machida: the public health centre takes calls, visits at home, and holds groups for families and groups for persons. */
import { beforeAll, expect, test } from 'vitest';
import {
  areaPage,
  organisationPage,
  sessionsPage,
  windowPage,
  windowsPage,
} from '../support/page-data.ts';
import {
  aDeskOf,
  anOffice,
  loadPlaces,
  names,
  publishedBy,
  type Office,
} from '../support/places.ts';

const MACHIDA = '13209';
const DESK = '町田市保健所 ひきこもり相談';

let centre: Office;
let desk: string;

beforeAll(async () => {
  await loadPlaces();
  centre = await anOffice('health_centre', MACHIDA, '町田市保健所');
  desk = await aDeskOf(centre, {
    name: DESK,
    leadDepartment: '保健予防課',
    targetPersons: 'ご本人、ご家族',
    methods: ['phone', 'in_person', 'home_visit'],
    takesHomeVisits: true,
    receives: '電話での相談、面談、ご自宅への訪問、家族のつどい、本人のグループ',
    hours: [{ weekdays: [1, 2, 3, 4, 5], opens: 510, closes: 1020, except: ['holidays'] }],
  });
  await publishedBy(centre, { title: 'ひきこもり家族のつどい', audience: ['family'] });
  await publishedBy(centre, { title: '本人のグループ', audience: ['person'] });
});

test('the town’s page leads to the centre first, and no other needs to stand in', async () => {
  const { first, reason } = await areaPage(MACHIDA);
  expect(reason).toBeUndefined();
  expect(names(first.flatMap(({ windows }) => windows.map(({ window }) => window)))).toEqual([
    DESK,
  ]);
});

test('its page says how: by phone, there, or at home; family may come alone', async () => {
  const { window, coming, beside } = await windowPage(desk);
  expect(window).toMatchObject({
    methods: ['phone', 'in_person', 'home_visit'],
    takesHomeVisits: true,
    familyOnly: true,
    leadDepartment: '保健予防課',
  });
  expect(coming.flatMap(({ spans }) => spans)).toContainEqual({ opens: 510, closes: 1020 });
  expect(beside).toEqual([]);
});

test('whoever looks for a desk that visits in the town finds it', async () => {
  const found = async (query: string) =>
    (await windowsPage(query)).groups.inPlaces.flatMap(({ windows }) =>
      names(windows.map(({ window }) => window)),
    );
  expect(await found('?area=町田市&visits=1')).toContain(DESK);
  expect(await found('?area=町田市&method=home_visit')).toContain(DESK);
  expect(await found('?area=町田市&method=chat')).not.toContain(DESK);
});

test('families find the family group, persons theirs, and neither finds the other’s', async () => {
  const titles = async (query: string) => {
    const { listing } = await sessionsPage(`?area=${MACHIDA}&reach=town&${query}`);
    return new Set(listing.days.flatMap(({ rows }) => rows.map(({ title }) => title)));
  };
  expect([...(await titles('kind=family'))]).toEqual(['ひきこもり家族のつどい']);
  expect([...(await titles('kind=person'))]).toEqual(['本人のグループ']);
});

test('the centre’s own page holds its desk and both groups together', async () => {
  const { windows, rows, where } = await organisationPage(centre.organisationId);
  expect(windows).toEqual([{ id: desk, name: DESK }]);
  expect(new Set(rows.map(({ title }) => title))).toEqual(
    new Set(['ひきこもり家族のつどい', '本人のグループ']),
  );
  expect(where).toContain('町田市');
});
