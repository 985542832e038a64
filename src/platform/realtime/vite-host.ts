import type { Server } from 'node:http';
import type { Plugin } from 'vite';
import { openTransport } from './transport.ts';

/** Lets the dev server carry Socket.IO on its own port. */
export function realtimeHost(): Plugin {
  return {
    name: 'tsudoi-realtime',
    configureServer(server) {
      const httpServer = server.httpServer as Server | null;
      if (!httpServer) return;
      openTransport(
        httpServer,
        () => process.env['ORIGIN'] ?? `http://localhost:${server.config.server.port}`,
      );
    },
  };
}
