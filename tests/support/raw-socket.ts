/** A WebSocket to a namespace, without the library that keeps clients from sending what they should not. */
import { once } from 'node:events';
import { setTimeout as pause } from 'node:timers/promises';
import type { SessionCookie } from '#platform/cookies';

export interface Entrance {
  namespace: '/public' | '/participant' | '/staff';
  cookie?: SessionCookie;
}

export class RawSocket {
  /** `ok`, or the reason for a refusal, by the id under which it was asked. */
  readonly answers = new Map<number, string>();
  readonly #socket: WebSocket;
  #admission: string | undefined;
  #heard = Promise.withResolvers<string>();

  private constructor(url: string, { cookie }: Entrance) {
    const headers = { origin: url, cookie: cookie ? `${cookie.name}=${cookie.value}` : '' };
    const address = `${url.replace('http', 'ws')}/socket.io/?EIO=4&transport=websocket`;
    // Node's own WebSocket takes headers; the DOM's type knows only protocols.
    this.#socket = new WebSocket(address, { headers } as never);
    this.#socket.addEventListener('message', ({ data }: MessageEvent<string>) => this.#hear(data));
    this.#socket.addEventListener('close', () => this.#hear(''));
  }

  static async open(url: string, entrance: Entrance): Promise<RawSocket> {
    const raw = new RawSocket(url, entrance);
    await once(raw.#socket, 'open');
    raw.send(`40${entrance.namespace},`);
    while (raw.#admission === undefined && raw.isOpen) await raw.#heard.promise;
    if (!raw.#admission?.startsWith('40')) throw new Error(`not let in: ${raw.#admission}`);
    return raw;
  }

  get isOpen(): boolean {
    return this.#socket.readyState === WebSocket.OPEN;
  }

  send(packet: string): void {
    if (this.isOpen) this.#socket.send(packet);
  }

  /** Until so many are answered, it is closed, or so long. */
  async untilAnswered(count: number, withinMs: number): Promise<void> {
    const late = pause(withinMs, 'late' as const, { ref: false });
    while (this.answers.size < count && this.isOpen)
      if ((await Promise.race([this.#heard.promise, late])) === 'late') return;
  }

  async leave(): Promise<void> {
    const closed = once(this.#socket, 'close');
    this.#socket.close();
    if (this.#socket.readyState !== WebSocket.CLOSED) await closed;
  }

  #hear(packet: string): void {
    if (/^4[04]/u.test(packet)) this.#admission = packet;
    const [, id, answer] = /^43[^[]*?(\d+)\[(.*)\]$/su.exec(packet) ?? [];
    if (id) this.answers.set(Number(id), /"reason":"(\w+)"/u.exec(answer ?? '')?.[1] ?? 'ok');
    this.#heard.resolve(packet);
    this.#heard = Promise.withResolvers();
  }
}
