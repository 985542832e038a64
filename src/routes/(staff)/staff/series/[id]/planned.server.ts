/** The coming dates of a series as its page lists them. */
import type { AccountViewer } from '#accounts';
import { now } from '#platform/clock';
import { localDate, localTime } from '#platform/tokyo';
import type { SeriesRecord } from '#schedule';
import { unreadAt, type Unread } from '#signup/server';
import { areaWord } from '../editing.server.ts';

/** The first `most`, with how many of those who signed up have not read what a date has become. */
export async function plannedDates(viewer: AccountViewer, series: SeriesRecord, most: number) {
  const dates = series.occurrences.slice(0, most);
  const unread = await unreadAt(
    viewer,
    dates.map(({ id }) => id),
  );
  return Promise.all(dates.map(plannedOf(series, unread)));
}

const plannedOf =
  ({ input }: SeriesRecord, unread: Map<string, Unread>) =>
  async (one: SeriesRecord['occurrences'][number]) => ({
    ...one,
    hasPlace: input.format !== 'online',
    elsewhere: one.elsewhere && {
      placeName: one.elsewhere.placeName,
      area: await areaWord({ prefCode: null, code5: one.elsewhere.code5 }),
    },
    unread: unread.get(one.id),
    over: one.endsAt <= now(),
    date: localDate(one.startsAt),
    startTime: localTime(one.startsAt),
    endTime: localTime(one.endsAt),
  });
