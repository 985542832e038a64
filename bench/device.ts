/**
 * A device in a room that costs next to nothing: it speaks WebSocket, Engine.IO and Socket.IO by their bytes and counts
 * messages instead of parsing them. A thousand of them are lighter than the server that they are to load.
 */
import { connect, type Socket } from 'node:net';
import { firstFrame, frameOf, handshakeWith } from './websocket.ts';

export interface RoomServer {
  url: string;
  /** Its rooms' namespace; the bare server's is the main one. */
  namespace?: string;
  /** The room that a device has to enter; at the bare server it is in the one room already. */
  roomId?: string;
}

interface Hears {
  /** A message of the device's own is kept, or at the bare server sent. */
  acknowledged(): void;
  /** The device's `nth` message since it was connected. */
  message(nth: number): void;
  trouble(error: Error): void;
}

// One after the other in one thread: all devices read into the same place.
const shared = Buffer.alloc(256 * 1024);
const SEQ = Buffer.from('"seq":');
const ENTERS_AS = '0';

export class Device {
  /** The number of the last message it has. */
  last = 0;
  private heard = 0;
  private posts = 0;
  private unread: Buffer = Buffer.alloc(0);
  private isUpgraded = false;
  private readonly connected = Promise.withResolvers<void>();
  private readonly entered = Promise.withResolvers<void>();
  private readonly namespace: string;
  private readonly socket: Socket;
  private readonly server: RoomServer;
  private readonly hears: Hears;

  constructor(server: RoomServer, cookie: string, hears: Hears) {
    this.server = server;
    this.hears = hears;
    this.namespace = server.namespace ? `${server.namespace},` : '';
    const { hostname, port } = new URL(server.url);
    const callback = (length: number) => this.read(shared.subarray(0, length));
    this.socket = connect({
      ...{ host: hostname, port: Number(port), noDelay: true },
      onread: { buffer: shared, callback },
    });
    this.socket.on('error', hears.trouble);
    this.socket.write(handshakeWith(server.url, cookie));
  }

  /** Until it may ask for rooms. */
  connects(): Promise<void> {
    return this.connected.promise;
  }

  /** Into the room, with what was said after a number. */
  async enters(after: number): Promise<void> {
    await this.connected.promise;
    this.last = after;
    const { roomId } = this.server;
    if (roomId) this.emit(ENTERS_AS, 'room:enter', { roomId, after });
    else this.entered.resolve();
    await this.entered.promise;
  }

  post(clientId: string, text: string): void {
    this.posts += 1;
    const where = this.server.roomId && { roomId: this.server.roomId };
    this.emit(String(this.posts), 'message:post', { ...where, clientId, text });
  }

  leave(): void {
    this.socket.destroy();
  }

  private emit(id: string, event: string, payload: object): void {
    this.send(`42${this.namespace}${id}${JSON.stringify([event, payload])}`);
  }

  private send(packet: string): void {
    this.socket.write(frameOf(packet));
  }

  private read(chunk: Buffer): boolean {
    let bytes = this.unread.length > 0 ? Buffer.concat([this.unread, chunk]) : chunk;
    if (!this.isUpgraded) {
      const end = bytes.indexOf('\r\n\r\n');
      this.isUpgraded = end >= 0;
      if (this.isUpgraded) bytes = bytes.subarray(end + 4);
    }
    for (let frame = this.next(bytes); frame; frame = this.next(bytes)) {
      this.hear(frame.payload);
      bytes = frame.rest;
    }
    this.unread = bytes.length > 0 ? Buffer.from(bytes) : bytes;
    return true;
  }

  private next = (bytes: Buffer) => (this.isUpgraded ? firstFrame(bytes) : undefined);

  private hear(packet: Buffer): void {
    const kind = packet.toString('latin1', 0, 2);
    if (kind === '42') this.hearEvent(packet);
    else if (kind === '43') this.hearAnswer(packet);
    else if (kind === '40') this.connected.resolve();
    else if (kind.startsWith('0')) this.send(`40${this.namespace}`);
    else if (kind.startsWith('2')) this.send('3');
    else this.hears.trouble(new Error(`refused: ${packet.toString()}`));
  }

  private hearEvent(packet: Buffer): void {
    const from = 2 + this.namespace.length;
    const name = packet.toString('latin1', from, from + 20);
    if (name.startsWith('["message:posted"')) return this.take(packet);
    // Only what wants an answer has a number before its name, and the line is all that is asked for.
    const id = /^\d+/.exec(name)?.[0];
    if (id) this.send(`43${this.namespace}${id}[]`);
  }

  private hearAnswer(packet: Buffer): void {
    const from = 2 + this.namespace.length;
    if (!packet.includes(SEQ))
      return this.hears.trouble(new Error(`refused: ${packet.toString()}`));
    if (packet.toString('latin1', from, from + 2) !== `${ENTERS_AS}[`)
      return this.hears.acknowledged();
    this.take(packet.subarray(packet.indexOf('"messages":'), packet.indexOf('"more":')));
    this.entered.resolve();
  }

  /** Each message of a packet follows the one before. */
  private take(packet: Buffer): void {
    for (let at = packet.indexOf(SEQ); at >= 0; at = packet.indexOf(SEQ, at)) {
      at += SEQ.length;
      const seq = Number.parseInt(packet.toString('latin1', at, at + 10), 10);
      if (this.last > 0 && seq !== this.last + 1)
        return this.hears.trouble(new Error(`number ${seq} came after ${this.last}`));
      this.last = seq;
      this.hears.message((this.heard += 1));
    }
  }
}
