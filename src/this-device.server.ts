/** What goes along, of every feature, when a device is remembered or forgets whose it was. */
import type { ParticipantViewer } from '#participants';
import { forgetDevice, rememberDevice } from '#participants/server';
import type { SessionCookie } from '#platform/cookies';
import { tellFurther, tellNoMore } from '#notices/server';
import { endFormsOf } from '#signup/server';
import { endPressesOf } from '#urgent/server';

/** The device keeps the person for longer; what it is told of, it is told further. */
export async function rememberHere(viewer: ParticipantViewer): Promise<{ cookie: SessionCookie }> {
  const remembered = await rememberDevice(viewer);
  await tellFurther(viewer, remembered.viewer);
  return remembered;
}

/** Somebody comes back by their words where somebody was: the same person is told on, whoever else was there is not. */
export async function comeBackHere(
  former: ParticipantViewer,
  back: ParticipantViewer,
): Promise<void> {
  if (former.participantId === back.participantId) await tellFurther(former, back);
  await forgetHere(former);
}

/** The device knows nobody any more: nothing lights up on it, and no form it still holds leads back to them. */
export async function forgetHere(viewer: ParticipantViewer): Promise<{ cookie: SessionCookie }> {
  // First of all: should the database go away meanwhile, the device is nobody's.
  const forgotten = await forgetDevice(viewer);
  await tellNoMore(viewer);
  await endFormsOf(viewer);
  await endPressesOf(viewer);
  return forgotten;
}
