/** Welcoming at a series: everybody appears by their own act, and says of themselves only what they agree to, until they take it back. */
import type { AccountId, AccountViewer, OrganisationId } from '#accounts';
import { appearAt, deleteAppearancesAt, ownAppearanceAt, stopAppearingAt } from '#people/server';
import { now } from '#platform/clock';
import { inTransaction, type Database } from '#platform/db';
import { isId } from '#platform/id';
import type { ShownHost } from './host.ts';
import { hostInput, type HostInput } from './host-input.ts';
import { deleteConsent, findRelation, listHosted, writeConsent } from './host-queries.server.ts';
import { mayRead } from './privacy.ts';
import { lockSeries } from './series-queries.server.ts';
import { recordOnSeries, refuseSeries } from './series-log.server.ts';

/** How the viewer appears at a series; undefined where they do not. */
export async function ownHosting(
  viewer: AccountViewer,
  seriesId: string,
): Promise<ShownHost | undefined> {
  const own = isId(seriesId) && (await ownAppearanceAt(viewer, { seriesId }));
  if (!own) return undefined;
  const { nickname, message, drawing, portrait } = own;
  const relation = await findRelation(seriesId, viewer.accountId);
  return { nickname, message, drawing, portrait, relation };
}

/**
 * The viewer appears, or changes how. For members of its organisation, and not where one person listens. A relation is shown only with the consent in the
 * same act (`needs_consent`), and is gone at once when it is sent without, also once the series has ended; an empty name ends the appearance.
 */
export async function welcomeAt(
  viewer: AccountViewer,
  seriesId: string,
  input: HostInput,
): Promise<'appears' | 'appears_not' | 'needs_consent' | 'long' | 'not_found'> {
  const parsed = hostInput.safeParse(input);
  if (!parsed.success) return 'long';
  const { nickname, relation, consents } = parsed.data;
  if (relation !== '' && !consents) return 'needs_consent';
  return inTransaction(async (trx) => {
    const found = await lockSeries(trx, seriesId);
    if (!found) return 'not_found';
    const host = { seriesId, accountId: viewer.accountId, at: now() };
    const record = acting(trx, viewer, found.organisation_id, seriesId);
    const at = { place: { seriesId }, organisationId: found.organisation_id };
    if (nickname === '') {
      await stopAppearingAt(trx, viewer, at);
      return 'appears_not';
    }
    if (!mayRead(viewer, found.organisation_id))
      return refuseSeries(viewer, found.organisation_id, seriesId, trx);
    if (found.state === 'ended' || found.kind === 'peer_consultation')
      return relation === '' && (await takeBack(trx, host, record)) ? 'appears' : 'not_found';
    await appearAt(trx, viewer, at, parsed.data);
    if (relation === '') await takeBack(trx, host, record);
    else await writeConsent(trx, host, relation).then(() => record('host.consented'));
    return 'appears';
  });
}

type Record = (act: string) => Promise<void>;

const acting =
  (
    trx: Database,
    viewer: AccountViewer,
    organisationId: OrganisationId,
    seriesId: string,
  ): Record =>
  (act) =>
    recordOnSeries(trx, viewer, { id: seriesId, organisationId }, act);

async function takeBack(
  trx: Database,
  host: Parameters<typeof deleteConsent>[1],
  record: Record,
): Promise<boolean> {
  const gone = await deleteConsent(trx, host);
  if (gone) await record('host.withdrew');
  return gone;
}

/** Whoever belongs to the organisation no more is gone from all its series, with their consents. */
export async function leaveSeries(
  trx: Database,
  { organisationId, accountId }: { organisationId: OrganisationId; accountId: AccountId },
): Promise<void> {
  await deleteAppearancesAt(trx, await listHosted(trx, organisationId, accountId), accountId);
}
