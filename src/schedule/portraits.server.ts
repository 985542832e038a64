/** One's own portrait in the schedule: at a series where one welcomes, at a consultation where one listens. */
import type { AccountViewer } from '#accounts';
import type { PortraitStand } from '#people';
import { hidePortrait, ownPortrait, showPortrait } from '#people/server';
import { db, inTransaction } from '#platform/db';
import { isId } from '#platform/id';
import {
  findPortraitPlace,
  isOnPage,
  listShownAt,
  type ShownAt,
} from './portrait-queries.server.ts';
import { lockOwnSeries } from './own-series.server.ts';
import { mayRead } from './privacy.ts';

/** How the viewer's portrait stands at a series; undefined where they neither welcome nor listen. */
export async function portraitAt(
  viewer: AccountViewer,
  seriesId: string,
): Promise<PortraitStand | undefined> {
  const place = isId(seriesId) && (await findPortraitPlace(db, seriesId, viewer.accountId));
  if (!place) return undefined;
  if (place.shown) return 'shown';
  return (await ownPortrait(viewer)) ? 'hidden' : 'none';
}

/** For members of its organisation who appear there themselves, while it goes on. */
export const showPortraitAt = (
  viewer: AccountViewer,
  seriesId: string,
): Promise<'shown' | 'no_portrait' | 'not_found'> =>
  inTransaction(async (trx) => {
    const series = await lockOwnSeries(trx, viewer, seriesId, mayRead);
    if (series === 'not_found' || series.state === 'ended') return 'not_found';
    const place = await findPortraitPlace(trx, seriesId, viewer.accountId);
    if (!place) return 'not_found';
    const { showing, organisationId } = place;
    return showPortrait(trx, viewer, showing, { organisationId, subject: `series:${seriesId}` });
  });

/** One's own, at any time: also once the series has ended, or one has left. */
export const hidePortraitAt = (
  viewer: AccountViewer,
  seriesId: string,
): Promise<'hidden' | 'not_found'> =>
  inTransaction(async (trx) => {
    const place = isId(seriesId) && (await findPortraitPlace(trx, seriesId, viewer.accountId));
    if (!place) return 'not_found';
    const { showing, organisationId } = place;
    return hidePortrait(trx, viewer, showing, { organisationId, subject: `series:${seriesId}` });
  });

/** Where the viewer agreed to show it. */
export const portraitShownAt = ({ accountId }: AccountViewer): Promise<ShownAt[]> =>
  listShownAt(accountId);

/** Whether a page of the schedule shows this portrait to everybody now. */
export const scheduleShows = (portraitId: string): Promise<boolean> => isOnPage(portraitId);
