/** A mail server of the tests' own: the few commands of RFC 5321 that hand over a message, in the clear. */
import { createServer, type AddressInfo, type Socket } from 'node:net';

interface Taken {
  from: string;
  to: string[];
  message: string;
}

/** Takes every message but those to `refused.example`. */
export async function openMailService() {
  const taken: Taken[] = [];
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    converse(socket, (message) => taken.push(message));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `smtp://127.0.0.1:${(server.address() as AddressInfo).port}`,
    taken,
    close() {
      for (const socket of sockets) socket.destroy();
      server.close();
    },
  };
}

function converse(socket: Socket, take: (message: Taken) => void): void {
  let open: Taken = { from: '', to: [], message: '' };
  let isMessage = false;
  const say = (line: string) => void socket.write(`${line}\r\n`);
  const hear = (line: string) => {
    if (isMessage && line === '.') {
      isMessage = false;
      take(open);
      open = { from: '', to: [], message: '' };
      return say('250 taken');
    }
    if (isMessage) return void (open.message += `${line}\n`);
    const address = /<(.*)>/.exec(line)?.[1] ?? '';
    if (/^MAIL/i.test(line)) open.from = address;
    if (/^RCPT/i.test(line)) {
      if (address.endsWith('@refused.example')) return say('550 nobody of that name');
      open.to.push(address);
    }
    isMessage = /^DATA/i.test(line);
    say(isMessage ? '354 go on' : '250 well');
  };
  let rest = '';
  socket.on('error', () => undefined);
  socket.on('data', (chunk) => {
    const lines = (rest + chunk.toString()).split('\r\n');
    rest = lines.pop() ?? '';
    lines.forEach(hear);
  });
  say('220 here');
}
