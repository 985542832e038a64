/** Opens sockets from a process of its own, so that only the server's memory is weighed. */
import { io, type Socket } from 'socket.io-client';

const [url = '', count = '0', origin = ''] = process.argv.slice(2);

const connect = () =>
  new Promise<Socket>((resolve, reject) => {
    const socket = io(url, { transports: ['websocket'], forceNew: true, extraHeaders: { origin } });
    socket.once('connect', () => resolve(socket));
    socket.once('connect_error', reject);
  });

const BATCH = 50;
for (let open = 0; open < Number(count); open += BATCH) {
  await Promise.all(Array.from({ length: BATCH }, connect));
}
process.send?.({ connected: Number(count) });
process.on('disconnect', () => process.exit());
