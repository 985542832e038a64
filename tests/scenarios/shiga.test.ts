/** Shiga: a prefectural centre with family consultation, individual consultation and several gathering places; beside it a phone one afternoon a week. */
import { beforeAll, expect, test } from 'vitest';
import { deskOf, routeAhead } from '#urgent/server';
import { listWindows } from '#windows/server';
import {
  areaPage,
  organisationPage,
  placesPage,
  sessionsPage,
  windowPage,
} from '../support/page-data.ts';
import {
  aDeskOf,
  anOffice,
  loadPlaces,
  names,
  publishedBy,
  type Office,
} from '../support/places.ts';
import { aCaller, aLetterAt, ringingFor } from '../support/contacts.ts';
import { onDutyAt } from '../support/staff.ts';

const SHIGA = '25';
const PLACES = [
  ['草津の居場所', '25206'],
  ['彦根の居場所', '25202'],
  ['高島の居場所', '25212'],
] as const;

let centre: Office;
let family: string;

beforeAll(async () => {
  await loadPlaces();
  centre = await anOffice('support_centre', SHIGA, '滋賀県の支援センター');
  family = await aDeskOf(centre, {
    name: 'ひきこもり 家族相談',
    targetPersons: 'ご家族',
    methods: ['phone', 'in_person', 'mail'],
  });
  await aDeskOf(centre, {
    name: 'ひきこもり 個別相談',
    targetPersons: 'ご本人、ご家族',
    methods: ['in_person', 'home_visit'],
    takesHomeVisits: true,
  });
  for (const [title, code5] of PLACES)
    await publishedBy(centre, { kind: 'gathering_place', title, prefCode: SHIGA, code5 });
});

test('a town whose own window is not known is led to all of the prefecture’s, family and individual consultation among them', async () => {
  for (const code5 of ['25201', '25443']) {
    const { first, reason } = await areaPage(code5);
    expect(reason).toMatchObject({ because: 'unconfirmed', leadsTo: 'prefecture' });
    const shown = names(first.flatMap(({ windows }) => windows.map(({ window }) => window)));
    expect(shown.toSorted()).toEqual(
      ['ひきこもり 個別相談', 'ひきこもり 家族相談', 'ひきこもり電話相談'].toSorted(),
    );
  }
});

test('a family that writes to the centre reaches its family consultation alone, and presses reach all of the centre', async () => {
  const staff = await onDutyAt(family);
  const contactId = await aLetterAt(family, null);
  const { letters } = await deskOf(staff.viewer);
  expect(letters.map((letter) => letter.contactId)).toEqual([contactId]);
  const pressed = await aCaller({ code5: '25201' });
  expect(await ringingFor(pressed.contactId)).toEqual([staff.viewer.accountId]);
  expect((await routeAhead('25201', null))[0]?.windows).toHaveLength(3);
  await staff.goes();
});

test('family may come alone, and reads so', async () => {
  const { window } = await windowPage(family);
  expect(window).toMatchObject({ familyOnly: true, targetPersons: 'ご家族' });
});

test('each gathering place is found near its town and all of them in the prefecture, open hours and all', async () => {
  const titles = async (query: string) =>
    (await placesPage(query)).open.map(({ opening }) => opening.title);
  for (const [title, code5] of PLACES)
    expect(await titles(`?area=${code5}&reach=town`)).toEqual([title]);
  expect((await titles('?area=滋賀県')).toSorted()).toEqual(
    PLACES.map(([title]) => title).toSorted(),
  );
  const { open } = await placesPage('?area=25206&reach=town');
  expect(open[0]?.hours).toEqual([expect.stringContaining('13:00')]);
});

test('the centre’s page shows its two desks and its places together', async () => {
  const { windows, places } = await organisationPage(centre.organisationId);
  expect(names(windows).toSorted()).toEqual(
    ['ひきこもり 個別相談', 'ひきこもり 家族相談'].toSorted(),
  );
  expect(new Set(places.map(({ title }) => title))).toEqual(
    new Set(PLACES.map(([title]) => title)),
  );
});

test('the weekly phone of the council of social welfare is open on Thursday afternoons alone', async () => {
  const phone = (await listWindows({ prefCode: SHIGA })).find(
    ({ name }) => name === 'ひきこもり電話相談',
  );
  expect(phone?.hours).toMatchObject([{ weekdays: [4], opens: 720, closes: 1080 }]);
});

test('what takes place there is found by the prefecture too', async () => {
  await publishedBy(centre, {
    ...{ title: '家族教室', audience: ['family'], prefCode: SHIGA, code5: '25206' },
  });
  const { listing } = await sessionsPage('?area=滋賀県&kind=family');
  const titles = listing.days.flatMap(({ rows }) => rows.map(({ title }) => title));
  expect(new Set(titles)).toEqual(new Set(['家族教室']));
});
