/** The HTTP server: listens at once, serves files always, and the app as soon as there is one. */
import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import compression from 'compression';
import { isClosing } from '../closing.ts';
import { openTransport } from '../realtime/transport.ts';
import { builtFiles, secure } from './files.server.ts';
import { holdingPage } from './holding-page.server.ts';

export type Listener = (
  request: IncomingMessage,
  response: ServerResponse,
  next: () => void,
) => void;

export interface Host {
  port: number;
  /** Opens the sockets; called just before the app is loaded, which binds its gateway to them. */
  openSockets(origin: string): void;
  handOver(app: Listener): void;
  close(): Promise<void>;
}

const BACKLOG = 8_192;
const PATIENCE_MS = 5_000;

/** Throws with one sentence when it cannot listen. */
export async function openHost(options: {
  port: number;
  host: string;
  build: string;
}): Promise<Host> {
  let app = holdingPage;
  let sockets: { close(): Promise<void> } | undefined;
  const files = builtFiles(options.build);
  const server = createServer((request, response) => {
    secureAll(response);
    // The next request is for another process.
    if (isClosing()) response.setHeader('connection', 'close');
    files(request, response, () =>
      compress(request, response, () => app(request, response, () => notFound(response))),
    );
  });
  await listen(server, options.port, options.host);
  return {
    port: portOf(server),
    openSockets(origin) {
      const { io } = openTransport(server, () => origin);
      sockets = io;
    },
    handOver(next) {
      app = next;
    },
    close: () => closeServer(server, sockets),
  };
}

// For whatever is answered before or beside the app's own hooks; a page's own policy takes this one's place.
const STRICTEST =
  "default-src 'none'; style-src 'self'; img-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

function secureAll(response: ServerResponse): void {
  secure(response);
  response.setHeader('content-security-policy', STRICTEST);
  keepPolicyOfUnchanged(response);
}

/** "Not modified" renews the headers of the page a browser has kept: ours would take the place of the page's own. */
function keepPolicyOfUnchanged(response: ServerResponse): void {
  // Overloaded: one signature for whatever follows the status.
  const writeHead = response.writeHead.bind(response) as (...given: unknown[]) => ServerResponse;
  response.writeHead = (status: number, ...rest: unknown[]) => {
    if (status === 304) response.removeHeader('content-security-policy');
    return writeHead(status, ...rest);
  };
}

async function listen(server: Server, port: number, host: string): Promise<void> {
  server.listen({ port, host, backlog: BACKLOG });
  try {
    await once(server, 'listening');
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    const taken =
      code === 'EADDRINUSE' ? 'is taken by another program' : `cannot be used (${code})`;
    throw new Error(`PORT: ${port} ${taken}.`, { cause: error });
  }
}

/** Not for pages that are one person's own: a compressed length tells of secrets beside what others put there. */
const compress = compression({
  filter: (request, response) =>
    !String(response.getHeader('cache-control')).includes('no-store') &&
    compression.filter(request, response),
}) as unknown as Listener; // Typed for Express, it needs only node's own request and response.

function notFound(response: ServerResponse): void {
  response.statusCode = 404;
  response.end();
}

const portOf = (server: Server): number => {
  const address = server.address();
  return typeof address === 'object' && address ? address.port : 0;
};

async function closeServer(
  server: Server,
  sockets: { close(): Promise<void> } | undefined,
): Promise<void> {
  const closed = server.listening ? once(server, 'close') : Promise.resolve();
  const cut = setTimeout(() => server.closeAllConnections(), PATIENCE_MS);
  if (sockets) await sockets.close();
  else server.close();
  server.closeIdleConnections();
  await closed;
  clearTimeout(cut);
}
