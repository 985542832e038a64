/** Entrance for sockets: authenticates each namespace and binds every feature's handlers. */
import type { Socket } from 'socket.io';
import type { AccountViewer } from '#accounts';
import { identifyAccount } from '#accounts/server';
import type { ParticipantViewer } from '#participants';
import { identifyParticipant } from '#participants/server';
import { bindDuty, bindStaffedWindows } from '#duty/server';
import { bindRooms } from '#rooms/server';
import { bindBoard, bindUrgent } from '#urgent/server';
import { bindSchedule } from '#schedule/server';
import { withReserve } from '#platform/db';
import { REFUSED, TOO_MANY } from '#platform/realtime';
import type { Admission, Gateway, NamespaceName } from '#platform/realtime/transport';

const MOST_SOCKETS_OF_A_SESSION = 5;

export const gateway: Gateway = {
  authenticate: async (namespace, socket) =>
    namespace === '/public' ? 'let in' : withReserve(() => admit(namespace, socket)),
  connected(namespace, socket) {
    // Set by `authenticate`; `/public` has none.
    const { viewer } = socket.data as { viewer?: AccountViewer | ParticipantViewer };
    // Whoever writes or answers waits behind no pages of others.
    if (viewer) socket.use((_event, next) => withReserve(next));
    if (viewer) bindRooms(socket, viewer);
    if (viewer?.kind === 'account') bindDuty(socket, viewer);
    if (viewer?.kind === 'account') bindBoard(socket, viewer);
    if (viewer?.kind === 'participant') bindUrgent(socket, viewer);
    if (namespace === '/public') bindStaffedWindows(socket);
    if (namespace === '/public') bindSchedule(socket);
  },
};

async function admit(namespace: NamespaceName, socket: Socket): Promise<Admission> {
  const viewer = await viewerOf(namespace, socket.handshake.headers.cookie);
  if (!viewer) return REFUSED;
  socket.data = { viewer };
  await socket.join(roomsOf(viewer));
  if (isOneTooMany(socket, viewer)) return TOO_MANY;
  // A session revoked since the look-up found nobody in its room to disconnect.
  return (await viewerOf(namespace, socket.handshake.headers.cookie)) ? 'let in' : REFUSED;
}

async function viewerOf(namespace: NamespaceName, cookies: string | undefined) {
  const viewer = await (namespace === '/staff'
    ? identifyAccount(cookies)
    : identifyParticipant(cookies));
  if (viewer === 'unknown') throw new Error('the look-up failed');
  return viewer?.kind === 'account' && viewer.mustSetSecondFactor ? null : viewer;
}

/** Rooms hold their sockets in the order in which they joined, those still shaking hands among them. */
function isOneTooMany(socket: Socket, viewer: AccountViewer | ParticipantViewer): boolean {
  const own = socket.nsp.adapter.rooms.get(sessionRoom(viewer)) ?? [];
  return [...own].indexOf(socket.id) >= MOST_SOCKETS_OF_A_SESSION;
}

const sessionRoom = (viewer: AccountViewer | ParticipantViewer) => `session:${viewer.sessionKey}`;

function roomsOf(viewer: AccountViewer | ParticipantViewer): string[] {
  const session = sessionRoom(viewer);
  return viewer.kind === 'account' ? [session, `account:${viewer.accountId}`] : [session];
}
