/** A proxy as town halls have them: requests pass, WebSockets do not. */
import { once } from 'node:events';
import { createServer, request as ask, type IncomingHttpHeaders } from 'node:http';

interface OldProxy {
  url: string;
  /** Cuts every connection, at both ends. */
  close(): Promise<void>;
}

export async function openOldProxy(portalUrl: string): Promise<OldProxy> {
  const { port } = new URL(portalUrl);
  const server = createServer((incoming, answer) => {
    const { method, url: path, headers } = incoming;
    const onward = ask({ host: 'localhost', port, method, path, headers: withoutUpgrade(headers) });
    onward.on('response', (answered) => {
      answer.writeHead(answered.statusCode ?? 502, answered.headers);
      answered.pipe(answer);
    });
    onward.on('error', () => answer.destroy());
    answer.on('close', () => onward.destroy());
    incoming.pipe(onward);
  });
  server.listen(0, 'localhost');
  await once(server, 'listening');
  const address = server.address();
  return {
    url: `http://localhost:${typeof address === 'object' ? address?.port : ''}`,
    async close() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

const withoutUpgrade = ({ upgrade: _, connection: __, ...others }: IncomingHttpHeaders) => others;
