/** Somebody's own portrait: put in, taken out and looked at by themselves alone. */
import type { AccountViewer } from '#accounts';
import { lockAccount } from '#accounts/server';
import { recordAct } from '#organisations/server';
import { inTransaction, type Database } from '#platform/db';
import { organisationsShowing } from './consent-queries.server.ts';
import { pictureOf } from './picture.server.ts';
import {
  deletePortrait,
  findPortrait,
  insertPortrait,
  readImage,
} from './portrait-queries.server.ts';
import type { PictureProblem } from './portrait.ts';

/** The id of the viewer's own portrait; undefined where they keep none. */
export const ownPortrait = ({ accountId }: AccountViewer): Promise<string | undefined> =>
  findPortrait(accountId);

/** The picture behind an id; who may see it is settled by whoever asks. */
export const imageOf = (portraitId: string): Promise<Buffer | undefined> => readImage(portraitId);

/** Takes the place of the viewer's former one, and stands nowhere yet: what was agreed to was the other picture. */
export async function keepPortrait(
  viewer: AccountViewer,
  bytes: Uint8Array,
): Promise<'kept' | PictureProblem> {
  const image = await pictureOf(bytes);
  if (typeof image === 'string') return image;
  await inTransaction(async (trx) => {
    await remove(trx, viewer);
    await insertPortrait(trx, viewer.accountId, image);
  });
  return 'kept';
}

/** Gone at once, here and wherever it was shown. */
export const removePortrait = (viewer: AccountViewer): Promise<void> =>
  inTransaction((trx) => remove(trx, viewer));

async function remove(trx: Database, viewer: AccountViewer): Promise<void> {
  const { accountId } = viewer;
  await lockAccount(trx, accountId);
  const subject = `account:${accountId}`;
  for (const organisationId of await organisationsShowing(trx, accountId))
    await recordAct(viewer, { organisationId, act: 'portrait.removed', subject }, trx);
  await deletePortrait(trx, accountId);
}
