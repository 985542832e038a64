/** The forms that add something, sent for an organisation or a place that is not one's own: one answer, in words of their own. */
import { beforeAll, expect, test } from 'vitest';
import { actions as forDistrict } from '../../src/routes/(staff)/staff/districts/new/+page.server.ts';
import { actions as forSeries } from '../../src/routes/(staff)/staff/series/new/+page.server.ts';
import { actions as forWindow } from '../../src/routes/(staff)/staff/windows/new/+page.server.ts';
import { anOffice, loadPlaces, type Office } from '../support/places.ts';

let mine: Office;
let other: Office;

beforeAll(async () => {
  await loadPlaces();
  mine = await anOffice('municipality', '13116');
  other = await anOffice('municipality', '13361');
});

async function sent(act: unknown, fields: Record<string, string>) {
  const body = new FormData();
  for (const [name, value] of Object.entries(fields)) body.set(name, value);
  const url = new URL('http://localhost/staff');
  const request = new Request(url, { method: 'POST', body });
  const event = { url, request, params: {}, locals: { account: mine.admin } };
  // Its own type, which Kit derives from the route; it touches no more of a request than stands here.
  const answer = await (act as (event: object) => Promise<object>)(event);
  return answer as { status: number; data: { errors: Record<string, string>; values: object } };
}

test.each([
  [
    'a session',
    () =>
      sent(forSeries['draft'], {
        ...{ organisationId: other.organisationId, title: 'つどい', kind: 'group_session' },
        ...{ format: 'online', audience: 'family', signUpPolicy: 'none' },
        ...{ repeats: 'once', from: '2027-01-14', startsAt: '20:00', endsAt: '21:00' },
      }),
    { organisationId: 'この団体の予定は、のせられません。' },
  ],
  [
    'a desk',
    () =>
      sent(forWindow['save'], {
        organisationId: other.organisationId,
        name: 'よりみち',
        level: 'nationwide',
        ringSeconds: '30',
        languages: 'ja',
      }),
    { organisationId: 'この団体の窓口は、足せません。' },
  ],
  [
    'a district',
    () => sent(forDistrict['save'], { place: '13361', kind: 'catchment', name: '元町地区' }),
    { place: 'この市区町村・都道府県の地区・圏域は、足せません。' },
  ],
])('%s is not found, and what was typed is given back', async (_, send, errors) => {
  const { status, data } = await send();
  expect({ status, errors: data.errors }).toEqual({ status: 404, errors });
  expect(data.values).toBeDefined();
});
