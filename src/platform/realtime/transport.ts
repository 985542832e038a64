/**
 * Opens Socket.IO on the HTTP server that both hosts own (the dev server and `server.ts`).
 * Both load a second copy of bundled modules, so what they share sits on globalThis under one symbol.
 */
import type { IncomingMessage, Server as HttpServer } from 'node:http';
import { Server, type Namespace, type Socket } from 'socket.io';
import { TRY_AGAIN, type REFUSED, type TOO_MANY } from './index.ts';
import { securityHeaders } from '../security-headers.server.ts';

export const NAMESPACES = ['/public', '/participant', '/staff'] as const;
export type NamespaceName = (typeof NAMESPACES)[number];

export type Admission = 'let in' | typeof REFUSED | typeof TOO_MANY;

export interface Gateway {
  /** Whether this namespace lets the socket in; a throw sends the client away to try again. */
  authenticate(namespace: NamespaceName, socket: Socket): Promise<Admission>;
  connected(namespace: NamespaceName, socket: Socket): void;
}

export interface Transport {
  io: Server;
  gateway: Gateway | undefined;
}

const KEY = Symbol.for('tsudoi.transport');
const shared = globalThis as { [KEY]?: Transport };

export const currentTransport = (): Transport | undefined => shared[KEY];

/** Register the page listener on `httpServer` first: both would answer /socket.io otherwise. */
export function openTransport(httpServer: HttpServer, origin: () => string): Transport {
  const io = new Server(httpServer, {
    serveClient: false,
    destroyUpgrade: false,
    maxHttpBufferSize: 16 * 1024,
    connectTimeout: 5_000,
    pingInterval: 10_000,
    pingTimeout: 8_000,
    // Until the app has bound its gateway a client is turned away here, where it tries again by itself.
    allowRequest: (request, decide) =>
      decide(null, transport.gateway !== undefined && mayShakeHands(request, origin())),
  });
  // These answers pass no hook of the app.
  io.engine.on('headers', (headers: Record<string, string>) =>
    Object.assign(headers, securityHeaders),
  );
  io.engine.on('connection', (connection: { request: IncomingMessage }) => {
    connection.request = remembered(connection.request);
  });
  const transport: Transport = { io, gateway: undefined };
  for (const name of NAMESPACES) guard(io.of(name), name, transport);
  shared[KEY] = transport;
  return transport;
}

/** Socket.IO's `cors` does not stop a foreign WebSocket; this does. Polling sends no Origin on a same-origin GET. */
function mayShakeHands(request: IncomingMessage, origin: string): boolean {
  const from = request.headers.origin;
  if (from !== undefined) return from === origin;
  const upgrade = request.headers.upgrade !== undefined;
  return (
    !upgrade && request.method === 'GET' && request.headers['sec-fetch-site'] === 'same-origin'
  );
}

/**
 * Of the request that brought a connection: the cookie, by which each namespace asks who it is. All the rest (agents,
 * addresses, the stream itself) would stay in memory for as long as somebody sits in a room.
 */
const remembered = ({ headers: { cookie } }: IncomingMessage): IncomingMessage =>
  // As much as Socket.IO reads when a namespace is connected.
  ({ headers: { cookie }, connection: {}, url: '' }) as IncomingMessage;

function guard(namespace: Namespace, name: NamespaceName, transport: Transport): void {
  namespace.use((socket, next) => {
    if (!transport.gateway) return next(new Error(TRY_AGAIN));
    transport.gateway.authenticate(name, socket).then(
      (admission) => (admission === 'let in' ? next() : next(new Error(admission))),
      () => next(new Error(TRY_AGAIN)),
    );
  });
  namespace.on('connection', (socket) => transport.gateway?.connected(name, socket));
}
