/** Seconds passing on a page, by the server's clock as it was when the page was read. */
export class Clock {
  now = $state(0);
  #ahead = 0;

  constructor(serverNow: number) {
    this.now = serverNow;
  }

  follow(serverNow: number): void {
    this.#ahead = serverNow - Date.now();
    this.now = serverNow;
  }

  start(): () => void {
    const ticking = setInterval(() => (this.now = Date.now() + this.#ahead), 1_000);
    return () => clearInterval(ticking);
  }
}
