/** Entrance for sockets: authenticates each namespace and binds every feature's handlers. */
import { participantOfCookieHeader } from '#participants/server';
import type { Gateway, NamespaceName } from '#platform/realtime/transport';

export const gateway: Gateway = {
  async authenticate(namespace, socket) {
    if (namespace === '/public') return true;
    const viewer = await viewerOf(namespace, socket.handshake.headers.cookie);
    if (!viewer) return false;
    socket.data = { viewer };
    await socket.join(`session:${viewer.sessionKey}`);
    return true;
  },
  connected() {},
};

async function viewerOf(namespace: NamespaceName, cookies: string | undefined) {
  return namespace === '/participant' ? participantOfCookieHeader(cookies) : null;
}
