/** The desk's side of a lease: it answers the server's asking, and reads itself again on hints and every ten seconds. */
import type { Socket } from 'socket.io-client';
import { connect } from '#platform/realtime/client';

const READ_EVERY_MS = 10_000;

export class DeskConnection {
  /** False while nobody can be rung here. */
  connected = $state(true);
  readonly #reread: () => void;
  readonly #look: () => void;

  /** `reread` on a hint, which says that the portal stands; `look` by the clock, when it may not. */
  constructor(reread: () => void, look: () => void) {
    this.#reread = reread;
    this.#look = look;
  }

  /** Opens the desk; the returned function closes it, which ends its lease at once. */
  start(): () => void {
    const stopping = new AbortController();
    const reading = setInterval(this.#look, READ_EVERY_MS);
    stopping.signal.addEventListener('abort', () => clearInterval(reading));
    void this.#listen(stopping.signal);
    return () => stopping.abort();
  }

  async #listen(stopped: AbortSignal): Promise<void> {
    const socket = await connect('/staff');
    if (stopped.aborted) return;
    const open = () =>
      socket.emit('desk:open', {}, () => {
        this.connected = true;
        this.#reread();
      });
    const cut = () => (this.connected = false);
    const stillHere = (acknowledge: () => void) => acknowledge();
    const heard = { connect: open, disconnect: cut, 'lease:ask': stillHere } as const;
    for (const [event, hear] of Object.entries(heard)) socket.on(event, hear);
    socket.on('desk:changed', this.#reread);
    if (socket.connected) open();
    stopped.addEventListener('abort', () => this.#close(socket, heard));
  }

  #close(socket: Socket, heard: Record<string, Parameters<Socket['on']>[1]>): void {
    socket.emit('desk:close', {}, () => undefined);
    for (const [event, hear] of Object.entries(heard)) socket.off(event, hear);
    socket.off('desk:changed', this.#reread);
  }
}
