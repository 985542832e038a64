/** The ways to a first talk, as the page of a date shows them: times that are free now, a desk, words. */
import type { OccurrenceDetail, OccurrenceRow } from '#schedule';
import { freeTimesOf } from '#schedule/server';
import { findWindow } from '#windows/server';

const AT_HAND = 3;

export interface FirstTalkWays {
  /** Null where no consultation is named; the soonest few. */
  times: OccurrenceRow[] | null;
  desk: { id: string; name: string } | null;
  words: string;
}

export async function firstTalkWays({
  firstTalk,
}: Pick<OccurrenceDetail, 'firstTalk'>): Promise<FirstTalkWays | undefined> {
  if (!firstTalk) return undefined;
  const { seriesId, windowId, words } = firstTalk;
  const desk = windowId === null ? undefined : await findWindow(windowId);
  return {
    times: seriesId === null ? null : (await freeTimesOf(seriesId)).slice(0, AT_HAND),
    desk: desk ? { id: desk.id, name: desk.name } : null,
    words,
  };
}
