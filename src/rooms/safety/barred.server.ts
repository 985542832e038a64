import type { ParticipantViewer } from '#participants';
import { barredAmong } from '#participants/server';
import { blamesData, db } from '#platform/db';
import { gather } from '#platform/gather';
import type { RoomViewer } from '../index.ts';

/** Whether the operator keeps the viewer from writing in rooms of sessions just now; staff are kept from nothing here. */
export const isBarredOnSite = async (viewer: RoomViewer): Promise<boolean> =>
  viewer.kind === 'participant' && lookUp(viewer);

const lookUp = gather(
  async (viewers: ParticipantViewer[]) => {
    const barred = await barredAmong(db, viewers);
    return viewers.map(({ participantId }) => barred.has(participantId));
  },
  { most: 200, blamesOne: blamesData },
);
