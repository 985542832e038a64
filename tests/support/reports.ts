/** What is reported in a session's room, and who decides. */
import type { AccountViewer } from '#accounts';
import type { Report, RoomViewer } from '#rooms';
import { decideReport, reportMessage, reportsFor } from '#rooms/server';
import { aRoom, say, type TestRoom } from './rooms.ts';
import { anAccount } from './organisations.ts';

export const seqOf = async (said: ReturnType<typeof say>): Promise<number> => {
  const posted = await said;
  if (typeof posted !== 'object' || !('seq' in posted)) throw new Error(JSON.stringify(posted));
  return posted.seq;
};
export const report = (viewer: RoomViewer, { roomId }: TestRoom, seq: number, words = '') =>
  reportMessage(viewer, { roomId, seq, why: 'attack', words });
/** The one report the viewer reads. */
export const only = async (viewer: AccountViewer): Promise<Report> => {
  const [one, ...more] = await reportsFor(viewer);
  if (!one || more.length > 0) throw new Error(`${more.length} more reports, or none`);
  return one;
};
export const decide = async (viewer: AccountViewer, outcome: string) =>
  decideReport(viewer, { reportId: (await only(viewer)).id, outcome });
export const adminOf = ({ organisationId }: TestRoom) => anAccount(organisationId, 'admin');

/** あらし wrote something that K may report. */
export async function aReportedLine() {
  const room = await aRoom();
  const [guest, k] = [await room.guest('あらし'), await room.guest('K')];
  const seq = await seqOf(say(guest.viewer, room.roomId, 'ひどい言葉'));
  return { room, guest, k, seq, admin: await adminOf(room) };
}
