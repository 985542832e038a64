/** Entrance for sockets: authenticates each namespace and binds every feature's handlers. */
import type { Gateway } from '#platform/realtime/transport';

export const gateway: Gateway = {
  async authenticate(namespace) {
    return namespace === '/public';
  },
  connected() {},
};
