/** A bare Socket.IO server as its defaults make it: what one connection costs at least. */
import { createServer } from 'node:http';
import { Server } from 'socket.io';

const httpServer = createServer();
const io = new Server(httpServer, { serveClient: false });
io.on('connection', () => {});

httpServer.listen({ port: 0, host: '127.0.0.1', backlog: 8192 }, () => {
  const address = httpServer.address();
  process.send?.({ port: typeof address === 'object' ? address?.port : undefined });
});
process.on('disconnect', () => process.exit());
