/** A line that can go dead without a word: connections stay open and carry nothing any more. */
import { once } from 'node:events';
import { connect, createServer, type Socket } from 'node:net';

export interface HalfOpenProxy {
  url: string;
  /** Where to carry what comes in. */
  leadTo(url: string): void;
  /** Nothing passes any more, in either direction, and nobody is told. */
  fallSilent(): void;
  /** What the portal says from now on is lost; what is said to it still arrives. */
  loseAnswers(): void;
  /** New connections pass again; the dead ones stay dead. */
  carryAgain(): void;
  close(): Promise<void>;
}

export async function openHalfOpenProxy(): Promise<HalfOpenProxy> {
  let port = 0;
  let silent = false;
  const ends = new Set<Socket>();
  const portalEnds = new WeakSet<Socket>();
  const server = createServer((near) => {
    keep(near);
    if (silent) return;
    const far = connect(port, 'localhost');
    keep(far);
    portalEnds.add(far);
    join(near, far);
    join(far, near);
  });
  const keep = (end: Socket) => {
    ends.add(end);
    end.on('close', () => ends.delete(end));
    end.on('error', () => end.destroy());
  };
  const join = (from: Socket, to: Socket) => {
    from.pipe(to);
    from.on('close', () => silent || to.destroy());
  };
  server.listen(0, 'localhost');
  await once(server, 'listening');
  const address = server.address();
  return {
    url: `http://localhost:${typeof address === 'object' ? address?.port : ''}`,
    leadTo: (url) => void (port = Number(new URL(url).port)),
    fallSilent() {
      silent = true;
      for (const end of ends) end.unpipe().pause();
    },
    loseAnswers() {
      for (const end of ends) if (portalEnds.has(end)) end.unpipe().resume();
    },
    carryAgain: () => void (silent = false),
    async close() {
      for (const end of ends) end.destroy();
      server.close();
      await once(server, 'close');
    },
  };
}
