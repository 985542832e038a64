/** Who of its organisation appears on a desk's page by their own act, beside those whom its record names. */
import type { AccountId, AccountViewer, OrganisationId } from '#accounts';
import {
  appearanceInput,
  type Appearance,
  type AppearanceInput,
  type PortraitStand,
} from '#people';
import {
  appearAt,
  hidePortrait,
  ownAppearanceAt,
  ownPortrait,
  peopleAt,
  showPortrait,
  stopAppearingAt,
  deleteAppearancesAt,
} from '#people/server';
import { now } from '#platform/clock';
import type { Database } from '#platform/db';
import { isId } from '#platform/id';
import { localDate } from '#platform/tokyo';
import {
  isOnDesk,
  listDesksOf,
  listDesksShowing,
  type DeskShowing,
} from './appearing-queries.server.ts';
import { onOwnWindow } from './own-window.server.ts';
import { mayAppear } from './privacy.ts';
import type { WindowRecord } from './window.ts';

/** Those who appear there, while they belong to its organisation. */
export const peopleAtDesk = async ({
  id,
  organisationId,
}: Pick<WindowRecord, 'id' | 'organisationId'>): Promise<Appearance[]> =>
  organisationId === null ? [] : peopleAt({ windowId: id }, organisationId);

/** How the viewer appears there, and how their portrait stands; undefined where they do not appear. */
export async function ownAppearanceAtDesk(
  viewer: AccountViewer,
  windowId: string,
): Promise<{ shown: Appearance; portrait: PortraitStand } | undefined> {
  const shown = isId(windowId) && (await ownAppearanceAt(viewer, { windowId }));
  if (!shown) return undefined;
  if (shown.portrait) return { shown, portrait: 'shown' };
  return { shown, portrait: (await ownPortrait(viewer)) ? 'hidden' : 'none' };
}

/** The viewer appears there, or changes how: for members of its organisation. An empty name ends it, at any time. */
export async function appearAtDesk(
  viewer: AccountViewer,
  windowId: string,
  input: AppearanceInput,
): Promise<'appears' | 'appears_not' | 'long' | 'not_found'> {
  const parsed = appearanceInput.safeParse(input);
  if (!parsed.success) return 'long';
  const leaves = parsed.data.nickname === '';
  return onOwnWindow(viewer, windowId, leaves ? anybody : mayAppear, async (trx, owner) => {
    const at = { place: { windowId }, organisationId: idOf(owner) };
    if (leaves) return stopAppearingAt(trx, viewer, at).then(() => 'appears_not' as const);
    return appearAt(trx, viewer, at, parsed.data).then(() => 'appears' as const);
  });
}

/** The viewer's own portrait, beside their own appearance there. */
export const showPortraitAtDesk = (
  viewer: AccountViewer,
  windowId: string,
): Promise<'shown' | 'no_portrait' | 'not_found'> =>
  onOwnWindow(viewer, windowId, mayAppear, async (trx, owner) => {
    const own = await ownAppearanceAt(viewer, { windowId }, trx);
    const organisationId = idOf(owner);
    if (!own || !organisationId) return 'not_found';
    const told = { organisationId, subject: `window:${windowId}` };
    return showPortrait(trx, viewer, { appearanceId: own.id }, told);
  });

/** One's own, at any time: also once one has left. */
export const hidePortraitAtDesk = (
  viewer: AccountViewer,
  windowId: string,
): Promise<'hidden' | 'not_found'> =>
  onOwnWindow(viewer, windowId, anybody, async (trx, owner) => {
    const own = await ownAppearanceAt(viewer, { windowId }, trx);
    if (!own) return 'not_found';
    const told = { organisationId: idOf(owner), subject: `window:${windowId}` };
    return hidePortrait(trx, viewer, { appearanceId: own.id }, told);
  });

/** Taking back one's own appearance needs no right. */
const anybody = () => true;

// The column refers to `organisations`, whose ids these are.
const idOf = (owner: string | null) => owner as OrganisationId | null;

/** The desks where the viewer agreed to show their portrait. */
export const desksShowing = ({ accountId }: AccountViewer): Promise<DeskShowing[]> =>
  listDesksShowing(accountId);

/** Whether a desk's page shows this portrait to everybody now. */
export const deskShows = (portraitId: string): Promise<boolean> =>
  isOnDesk(portraitId, localDate(now()));

/** Whoever belongs to the organisation no more is gone from all its desks, with their consents. */
export async function leaveDesks(
  trx: Database,
  { organisationId, accountId }: { organisationId: OrganisationId; accountId: AccountId },
): Promise<void> {
  await deleteAppearancesAt(trx, await listDesksOf(trx, organisationId, accountId), accountId);
}
