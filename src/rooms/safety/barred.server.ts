import { barredAmong } from '#participants/server';
import { db } from '#platform/db';
import type { RoomViewer } from '../index.ts';

/** Whether the operator keeps the viewer from writing in rooms of sessions just now; staff are kept from nothing here. */
export const isBarredOnSite = async (viewer: RoomViewer): Promise<boolean> =>
  viewer.kind === 'participant' && (await barredAmong(db, [viewer])).size > 0;
