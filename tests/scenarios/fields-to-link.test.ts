/** The fields to link: education, farming, commerce, labour, consumer protection, NPO and firms publish places to be and sessions too. */
import { beforeAll, describe, expect, test } from 'vitest';
import type { OrganisationKind } from '#organisations';
import { kindWord } from '#organisations';
import type { SeriesInput } from '#schedule';
import { findOccurrence } from '#schedule/server';
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

interface Field {
  kind: OrganisationKind;
  office: string;
  place: string;
  session: Pick<SeriesInput, 'kind' | 'title'> & Partial<SeriesInput>;
  desk?: string;
  code5: string;
}

/** Each in a town of its own: whoever is found there is found by what they published. */
const FIELDS: [string, Field][] = [
  [
    'education',
    {
      kind: 'board_of_education',
      office: '教育委員会',
      place: '校外の居場所',
      session: { kind: 'lecture', title: '不登校からの相談会', topics: ['school_refusal'] },
      desk: '教育相談',
      code5: '20201',
    },
  ],
  [
    'farming',
    {
      kind: 'farm',
      office: 'ユニバーサル農園',
      place: '畑の居場所',
      session: { kind: 'group_session', title: '土にさわる日', firstSteps: ['come_and_go'] },
      code5: '20202',
    },
  ],
  [
    'commerce',
    {
      kind: 'company',
      office: '商店街の会',
      place: '商店街の休み処',
      session: { kind: 'group_session', title: '店番をいっしょに', topics: ['work'] },
      code5: '20203',
    },
  ],
  [
    'labour',
    {
      kind: 'youth_support_station',
      office: 'サポートステーション',
      place: 'サポステの居場所',
      session: { kind: 'lecture', title: '働くことを話す会', topics: ['work'] },
      desk: 'サポステの相談',
      code5: '20204',
    },
  ],
  [
    'consumer protection',
    {
      kind: 'consumer_centre',
      office: '消費生活センター',
      place: 'お茶の間',
      session: { kind: 'lecture', title: '高額な「引き出し」契約の学習会', topics: ['money'] },
      desk: '消費生活相談',
      code5: '20205',
    },
  ],
  [
    'NPO',
    {
      kind: 'npo',
      office: 'NPO法人ひなた',
      place: 'ひなたの居場所',
      session: { kind: 'group_session', title: 'ひなたの夕べ', audience: ['person'] },
      code5: '20206',
    },
  ],
  [
    'a firm',
    {
      kind: 'company',
      office: '株式会社こもれび',
      place: '会社の空き部屋',
      session: { kind: 'lecture', title: '在宅の仕事を見る日', topics: ['work'] },
      code5: '20207',
    },
  ],
];

beforeAll(loadPlaces);

describe.each(FIELDS)('%s', (_, { kind, office, place, session, desk, code5 }) => {
  let publisher: Office;

  beforeAll(async () => {
    publisher = await anOffice(kind, code5, office);
    await publishedBy(publisher, { kind: 'gathering_place', title: place });
    await publishedBy(publisher, session);
    if (desk) await aDeskOf(publisher, { name: desk });
  });

  test('has a place to be that is found in its town', async () => {
    const { open } = await placesPage(`?area=${code5}&reach=town`);
    expect(open.map(({ opening }) => opening.title)).toEqual([place]);
  });

  test('has a session that is found in its town by its name, and stands on the town’s page', async () => {
    const query = new URLSearchParams({ area: code5, reach: 'town', q: session.title });
    const { listing } = await sessionsPage(`?${query}`);
    const rows = listing.days.flatMap((day) => day.rows);
    expect(new Set(rows.map(({ title }) => title))).toEqual(new Set([session.title]));
    const { sessions } = await areaPage(code5);
    expect(sessions.map(({ title }) => title)).toContain(session.title);
    expect(await findOccurrence(rows[0]?.id ?? '')).toMatchObject({ organisation: office });
  });

  test('says what it is, and holds what it publishes, on a page of its own', async () => {
    const { organisation, rows, windows } = await organisationPage(publisher.organisationId);
    expect(kindWord(organisation.kind)).not.toBe('');
    expect(organisation).toMatchObject({ kind, name: office });
    const titles = rows.map(({ title }) => title);
    expect(titles).toContain(place);
    expect(titles).toContain(session.title);
    expect(names(windows)).toEqual(desk ? [desk] : []);
  });
});

describe.each(FIELDS.filter(([, { desk }]) => desk))('the desk of %s', (_, { desk, code5 }) => {
  test('stands on the town’s page like any other, and machines read whom it serves', async () => {
    const { first, area } = await areaPage(code5);
    const shown = first.flatMap(({ windows }) => windows.map(({ window }) => window));
    const own = shown.find(({ name }) => name === desk);
    const { jsonLd } = await windowPage(own?.id ?? '');
    expect(JSON.parse(jsonLd)).toMatchObject({
      '@type': 'GovernmentService',
      areaServed: [{ name: area.prefecture + area.name }],
    });
  });
});
