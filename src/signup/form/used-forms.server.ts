import { pseudonymsOf } from '#participants/server';
import type { ParticipantViewer } from '#participants';
import { db } from '#platform/db';
import { deleteFormsOf } from '../queries.server.ts';

/** Sent again from a page that the device still holds, none of the viewer's forms opens what is theirs any more. */
export async function endFormsOf(viewer: ParticipantViewer): Promise<void> {
  const faces = await pseudonymsOf(viewer);
  await deleteFormsOf(
    db,
    faces.map(({ pseudonym }) => pseudonym),
  );
}
