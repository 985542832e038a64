/** Asking to be told at this device, and ending it. */
import type { AccountViewer } from '#accounts';
import type { ParticipantViewer } from '#participants';
import { now } from '#platform/clock';
import { db, inTransaction } from '#platform/db';
import { keyedHash, seal } from '#platform/secrets';
import { bury, type IsBuried } from '#platform/tombstones';
import { localDate } from '#platform/tokyo';
import type { NoticesHere } from './index.ts';
import { deviceInput } from './input.ts';
import { applicationServerKey } from './keys.server.ts';
import { MOST_DEVICES } from './promises.ts';
import {
  bindToSession,
  deleteDevice,
  deleteDeviceOf,
  dropDevicesBeyond,
  findDeviceOf,
  keepDevice,
  listDevices,
  moveToSession,
  noteSeen,
  wishOpenings,
  type Owner,
} from './queries.server.ts';
import { mayBeAsked, noticesAreOffered } from './sending.server.ts';

/** Anonymous people and staff alike are told of what is theirs. */
export type Viewer = ParticipantViewer | AccountViewer;

const ownerOf = (viewer: Viewer): Owner =>
  viewer.kind === 'participant'
    ? { participant_id: viewer.participantId }
    : { account_id: viewer.accountId };

const sessionOf = ({ sessionKey }: Viewer) => Buffer.from(sessionKey, 'hex');
const hashOf = (endpoint: string) => keyedHash('push-endpoint', endpoint);

/** Undefined where this installation sends no notices. A look is a sign of life of the device. */
export async function noticesHere(viewer: Viewer): Promise<NoticesHere | undefined> {
  if (!noticesAreOffered()) return undefined;
  const device = await findDeviceOf(db, ownerOf(viewer), sessionOf(viewer));
  const today = localDate(now());
  if (device && String(device.seen_on) !== today) await noteSeen(db, device.id, today);
  return {
    applicationServerKey: applicationServerKey(),
    on: device !== undefined,
    openings: device?.wants_openings ?? false,
  };
}

/**
 * The viewer is told at this device from now on, until they end it. `unknown_service`: the browser has its messages from
 * where this portal sends none.
 */
export async function tellHere(
  viewer: Viewer,
  input: unknown,
): Promise<'told' | 'invalid' | 'unknown_service'> {
  const parsed = deviceInput.safeParse(input);
  if (!parsed.success || !noticesAreOffered()) return 'invalid';
  const device = parsed.data;
  if (!mayBeAsked(device.endpoint)) return 'unknown_service';
  const owner = ownerOf(viewer);
  const endpoint_hash = hashOf(device.endpoint);
  await inTransaction(async (trx) => {
    await deleteDeviceOf(trx, owner, sessionOf(viewer));
    await keepDevice(trx, {
      ...owner,
      endpoint_hash,
      session_hash: sessionOf(viewer),
      sealed_device: seal('push-device', JSON.stringify(device)),
      wants_openings: false,
      seen_on: localDate(now()),
    });
    await dropDevicesBeyond(trx, owner, endpoint_hash, MOST_DEVICES);
  });
  return 'told';
}

/** The viewer has come back at a browser that tells them already; false: it tells nobody, or somebody else. */
export const stillTold = (viewer: Viewer, endpoint: string): Promise<boolean> =>
  bindToSession(db, ownerOf(viewer), hashOf(endpoint), {
    session_hash: sessionOf(viewer),
    seen_on: localDate(now()),
  });

/** The same device under another session of the same person. */
export const tellFurther = (viewer: Viewer, as: Viewer): Promise<void> =>
  moveToSession(db, ownerOf(viewer), sessionOf(viewer), sessionOf(as));

/** Whether the opening of a room is told as well. */
export const tellOpenings = (viewer: Viewer, wished: boolean): Promise<void> =>
  wishOpenings(db, ownerOf(viewer), sessionOf(viewer), wished);

/** Nothing is told at this device any more. */
export const tellNoMore = (viewer: Viewer): Promise<void> =>
  inTransaction(async (trx) => {
    const ended = await deleteDeviceOf(trx, ownerOf(viewer), sessionOf(viewer));
    for (const endpoint of ended) await bury('told_device', endpoint.toString('hex'));
  });

/** After a restore: devices at which that was ended since the backup stay dark. */
export async function endBuriedDevices(isBuried: IsBuried): Promise<void> {
  for (const { id, endpoint_hash } of await listDevices(db))
    if (isBuried('told_device', endpoint_hash.toString('hex'))) await deleteDevice(db, id);
}
