/** A bare Socket.IO server as its defaults make it: whoever connects is in the one room, each message goes to all, nothing is stored. */
import { createServer } from 'node:http';
import { Server } from 'socket.io';

const httpServer = createServer();
const io = new Server(httpServer, { serveClient: false });
let seq = 0;
io.on('connection', (socket) => {
  void socket.join('room');
  socket.on('message:post', (message: object, acknowledge: (posted: object) => void) => {
    seq += 1;
    io.to('room').emit('message:posted', { seq, ...message });
    acknowledge({ seq });
  });
});

httpServer.listen({ port: 0, host: '127.0.0.1', backlog: 8192 }, () => {
  const address = httpServer.address();
  process.send?.({ port: typeof address === 'object' ? address?.port : undefined });
});
process.on('disconnect', () => process.exit());
