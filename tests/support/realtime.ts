/** The sockets as both hosts open them, in the test's own process, with real clients. */
import { once } from 'node:events';
import { createServer } from 'node:http';
import { io, type Socket } from 'socket.io-client';
import { onTestFinished } from 'vitest';
import { bindGateway } from '#platform/realtime/server';
import { openTransport, type Gateway, type NamespaceName } from '#platform/realtime/transport';

export { nextEvent } from './next-event.ts';

export interface ClientOptions {
  /** A Cookie header: who is asking. */
  cookie?: string;
  origin?: string;
  transports?: ('websocket' | 'polling')[];
}

export interface RealtimeHost {
  url: string;
  /** A client that may or may not get in. */
  client(namespace: NamespaceName, options?: ClientOptions): Socket;
  /** A client that got in; throws when it is refused. */
  connect(namespace: NamespaceName, options?: ClientOptions): Promise<Socket>;
  /** As a process ends; else with the test. */
  end(): Promise<void>;
}

/** Opens the portal's own gateway (or another) until the test is over; `timers` runs the due tasks beside it. */
export async function openRealtimeHost(
  options: { gateway?: Gateway; timers?: boolean } = {},
): Promise<RealtimeHost> {
  const server = createServer((_request, response) => response.writeHead(404).end());
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  const url = `http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}`;
  const { io: sockets } = openTransport(server, () => url);
  bindGateway(options.gateway ?? (await import('../../src/gateway.server.ts')).gateway);
  const timers = options.timers ? await import('../../src/timers.server.ts') : undefined;
  timers?.startTimers();
  let ended: Promise<void> | undefined;
  const end = () => (ended ??= sockets.close());
  onTestFinished(async () => {
    await timers?.stopTimers();
    await end();
  });

  const client = (namespace: NamespaceName, how: ClientOptions = {}): Socket => {
    const socket = io(`${url}${namespace}`, {
      forceNew: true,
      reconnection: false,
      transports: how.transports ?? ['websocket'],
      extraHeaders: { origin: how.origin ?? url, ...(how.cookie && { cookie: how.cookie }) },
    });
    onTestFinished(() => void socket.disconnect());
    return socket;
  };
  return {
    url,
    client,
    end,
    async connect(namespace, how) {
      const socket = client(namespace, how);
      await new Promise<void>((resolve, reject) => {
        socket.once('connect', resolve);
        socket.once('connect_error', reject);
      });
      return socket;
    },
  };
}
