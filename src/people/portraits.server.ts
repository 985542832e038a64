/** Somebody's own portrait: put in, taken out and looked at by themselves alone. */
import type { AccountId, AccountViewer } from '#accounts';
import { lockAccount } from '#accounts/server';
import { recordAct } from '#organisations/server';
import { seconds } from '#platform/clock';
import { brokenConstraint, db, inTransaction, type Database } from '#platform/db';
import { Recently } from '#platform/lines';
import { bury, type IsBuried } from '#platform/tombstones';
import { organisationsShowing } from './consent-queries.server.ts';
import { pictureOf } from './picture.server.ts';
import {
  deletePortrait,
  findPortrait,
  insertPortrait,
  listPortraits,
  readImage,
} from './portrait-queries.server.ts';
import { problemAtSight, type PictureProblem } from './portrait.ts';

/** The id of the viewer's own portrait; undefined where they keep none. */
export const ownPortrait = ({ accountId }: AccountViewer): Promise<string | undefined> =>
  findPortrait(accountId);

/** The picture behind an id; who may see it is settled by whoever asks. */
export const imageOf = (portraitId: string): Promise<Buffer | undefined> => readImage(portraitId);

/** Takes the place of the viewer's former one, and stands nowhere yet: what was agreed to was the other picture. */
export async function keepPortrait(
  viewer: AccountViewer,
  bytes: Uint8Array,
): Promise<'kept' | 'closed' | PictureProblem> {
  const problem = problemAtSight(bytes.length, bytes) ?? tooSoon(viewer);
  if (problem) return problem;
  const image = await pictureOf(bytes);
  return typeof image === 'string' ? image : replace(viewer, image);
}

const sentLately = new Recently(seconds(10));

/** Opening a picture is dear: nobody keeps the others waiting with one after another. */
function tooSoon({ accountId }: AccountViewer): 'soon' | undefined {
  if (sentLately.count(accountId) > 0) return 'soon';
  sentLately.note(accountId);
  return undefined;
}

/** `closed`: the account was closed while its picture was being read. */
const replace = (viewer: AccountViewer, image: Buffer): Promise<'kept' | 'closed'> =>
  inTransaction(async (trx) => {
    await remove(trx, viewer);
    await insertPortrait(trx, viewer.accountId, image);
    return 'kept' as const;
  }).catch((error: unknown) => {
    if (brokenConstraint(error) === 'portraits_of_open_account') return 'closed';
    throw error;
  });

/** Gone at once, here and wherever it was shown. */
export const removePortrait = (viewer: AccountViewer): Promise<void> =>
  inTransaction((trx) => remove(trx, viewer));

async function remove(trx: Database, viewer: AccountViewer): Promise<void> {
  const { accountId } = viewer;
  await lockAccount(trx, accountId);
  const subject = `account:${accountId}`;
  for (const organisationId of await organisationsShowing(trx, accountId))
    await recordAct(viewer, { organisationId, act: 'portrait.removed', subject }, trx);
  const portraitId = await findPortrait(accountId, trx);
  await deletePortrait(trx, accountId);
  if (portraitId) await bury('portrait', portraitId);
}

/** After a restore: photographs taken back since the backup go again. */
export async function removeBuriedPortraits(isBuried: IsBuried): Promise<void> {
  for (const { id, account_id } of await listPortraits())
    if (isBuried('portrait', id)) await deletePortrait(db, account_id as AccountId);
}
