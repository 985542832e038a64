/** The person's page held live: hints make it read itself again, and without hints it does so every ten seconds. */
import type { Socket } from 'socket.io-client';
import { connect } from '#platform/realtime/client';

const READ_EVERY_MS = 10_000;

export class TalkConnection {
  /** False while the line is cut. */
  connected = $state(true);
  readonly #reread: () => void;
  readonly #look: () => void;

  /** `reread` on a hint, which says that the portal stands; `look` by the clock, when it may not. */
  constructor(reread: () => void, look: () => void) {
    this.#reread = reread;
    this.#look = look;
  }

  /** Takes up the line; the returned function lets it go. */
  start(): () => void {
    const stopping = new AbortController();
    const reading = setInterval(this.#look, READ_EVERY_MS);
    stopping.signal.addEventListener('abort', () => clearInterval(reading));
    void this.#listen(stopping.signal);
    return () => stopping.abort();
  }

  async #listen(stopped: AbortSignal): Promise<void> {
    const socket = await connect('/participant');
    if (stopped.aborted) return;
    const follow = () => {
      this.connected = true;
      socket.emit('contact:follow', {}, this.#reread);
    };
    const cut = () => (this.connected = false);
    socket.on('connect', follow);
    socket.on('disconnect', cut);
    socket.on('contact:changed', this.#reread);
    if (socket.connected) follow();
    stopped.addEventListener('abort', () => this.#letGo(socket, follow, cut));
  }

  #letGo(socket: Socket, follow: () => void, cut: () => void): void {
    socket.off('connect', follow);
    socket.off('disconnect', cut);
    socket.off('contact:changed', this.#reread);
  }
}
