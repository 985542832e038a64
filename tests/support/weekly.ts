/** A series of Thursday evenings at a community hall of Toshima, published as its editor does it. */
import type { AccountViewer, Role } from '#accounts';
import type { SeriesInput } from '#schedule';
import { findSeries, publishSeries } from '#schedule/server';
import { useFakeClock } from './clock.ts';
import { anAccount, anOrganisation } from './organisations.ts';

/** The Saturday before the first of them; the clock stands there. */
export const SATURDAY = '2026-11-21T03:00:00Z';

export const thursdays = (
  from = '2026-11-26',
  until = '2026-12-10',
): NonNullable<SeriesInput['rules']> => [
  { repeats: 'week', weekdays: [4], from, until, startsAt: '20:00', endsAt: '21:30' },
];

export async function aWeeklySeries(
  over: Partial<SeriesInput> = {},
  roles: Role[] = ['publisher'],
) {
  useFakeClock(SATURDAY);
  const organisationId = await anOrganisation();
  const viewer = await anAccount(organisationId, ...roles);
  const input: SeriesInput = {
    organisationId,
    kind: 'group_session',
    title: '木曜のつどい',
    format: 'onsite',
    prefCode: '13',
    code5: '13116',
    placeName: '中央公民館',
    capacity: 10,
    signUpPolicy: 'open',
    rules: thursdays(),
    ...over,
  };
  const id = await publishSeries(viewer, input);
  if (typeof id !== 'string') throw new Error(JSON.stringify(id));
  const ids = (await datesOf(viewer, id)).map((date) => date.id);
  return { viewer, id, input, ids, first: ids[0] ?? '', organisationId };
}

/** As its editor lists them, the first to come first. */
export const datesOf = async (viewer: AccountViewer, id: string) =>
  (await findSeries(viewer, id))?.occurrences ?? [];
