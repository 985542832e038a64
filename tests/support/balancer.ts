/** One address before several processes: each connection stays where it was led, and whoever takes none is passed over. */
import { once } from 'node:events';
import { connect, createServer, type Socket } from 'node:net';

interface Balancer {
  url: string;
  close(): Promise<void>;
}

export async function openBalancer(port: number, targets: string[]): Promise<Balancer> {
  const ports = targets.map((url) => Number(new URL(url).port));
  const ends = new Set<Socket>();
  let turn = 0;
  const server = createServer({ pauseOnConnect: true }, (near) => {
    turn += 1;
    keep(near);
    lead(near, [...ports.slice(turn % ports.length), ...ports.slice(0, turn % ports.length)]);
  });
  const keep = (end: Socket) => {
    ends.add(end);
    end.on('close', () => ends.delete(end));
    end.on('error', () => end.destroy());
  };
  const lead = (near: Socket, [port, ...others]: number[]) => {
    if (!port) return void near.destroy();
    const far = connect(port, 'localhost');
    const passOver = () => lead(near, others);
    far.once('error', passOver);
    far.once('connect', () => {
      far.off('error', passOver);
      keep(far);
      near.pipe(far).pipe(near);
      near.on('close', () => far.destroy());
      far.on('close', () => near.destroy());
    });
  };
  server.listen(port, 'localhost');
  await once(server, 'listening');
  return {
    url: `http://localhost:${port}`,
    async close() {
      for (const end of ends) end.destroy();
      server.close();
      await once(server, 'close');
    },
  };
}
