/**
 * A bad line between a device and the portal: far away, narrow, losing packets, and gone for a while now and then.
 * What TCP makes of loss is what an application sees: everything after a lost packet waits for its retransmission.
 * The same seed loses the same packets.
 */
import { once } from 'node:events';
import { connect, createServer, type Socket } from 'node:net';
import { chanceOf } from './chance.ts';

interface LineQualities {
  /** There and back. */
  rttMs: number;
  /** Shared by all connections, each way. */
  kbitPerSecond: number;
  /** Share of packets lost in ordinary times, and in a burst. */
  loss: number;
  lossInBursts: number;
  seed: number;
}

export interface BadLine {
  url: string;
  /** Where to carry what comes in. */
  leadTo(url: string): void;
  /** Nothing passes until the line is mended; nobody is told, and what was sent meanwhile is sent again then. */
  breakOff(): void;
  mend(): void;
  /** Bytes carried so far: to the portal, and from it. */
  carried: { up: number; down: number };
  close(): Promise<void>;
}

const PACKET_BYTES = 1_400;
const BURST_BEGINS = 0.02;
const BURST_ENDS = 0.2;
/** As long as TCP waits at the least before it sends again. */
const LEAST_RETRANSMISSION_MS = 200;

export async function openBadLine(qualities: LineQualities): Promise<BadLine> {
  let port = 0;
  let mended = Promise.withResolvers<void>();
  mended.resolve();
  const ends = new Set<Socket>();
  const chance = chanceOf(qualities.seed);
  const wires = { up: new Wire(qualities, chance), down: new Wire(qualities, chance) };
  const carried = { up: 0, down: 0 };

  /** What is held back by an outage comes with its next retransmission after it. */
  const passes = async () => {
    const heldAt = performance.now();
    await mended.promise;
    const heldMs = performance.now() - heldAt;
    if (heldMs > LEAST_RETRANSMISSION_MS)
      await until(heldAt + nextRetransmission(heldMs, qualities.rttMs));
  };

  const carry = (from: Socket, to: Socket, way: 'up' | 'down') => {
    // In order, whatever each part had to wait for; and first of all for TCP's handshake.
    let before = until(performance.now() + qualities.rttMs);
    const afterThat = (ms: number, act: () => void) => {
      const due = performance.now() + ms;
      before = before.then(async () => {
        await passes();
        await until(due);
        await passes();
        act();
      });
    };
    from.on('data', (bytes) => {
      carried[way] += bytes.length;
      // A sender is held back, as by a full window, until its bytes are through.
      from.pause();
      afterThat(wires[way].delayOf(bytes.length), () => {
        if (!to.destroyed) to.write(bytes);
      });
      setTimeout(() => from.resume(), wires[way].busyMs).unref();
    });
    from.on('end', () => afterThat(qualities.rttMs / 2, () => to.end()));
    from.on('close', () => afterThat(qualities.rttMs / 2, () => to.destroy()));
  };

  const server = createServer({ allowHalfOpen: true }, (near) => {
    keep(near);
    const far = connect({ port, host: 'localhost', allowHalfOpen: true });
    keep(far);
    carry(near, far, 'up');
    carry(far, near, 'down');
  });
  const keep = (end: Socket) => {
    end.setNoDelay(true);
    ends.add(end);
    end.on('close', () => ends.delete(end));
    end.on('error', () => end.destroy());
  };
  server.listen(0, 'localhost');
  await once(server, 'listening');
  const address = server.address();
  return {
    url: `http://localhost:${typeof address === 'object' ? address?.port : ''}`,
    leadTo: (url) => void (port = Number(new URL(url).port)),
    breakOff: () => void (mended = Promise.withResolvers()),
    mend: () => mended.resolve(),
    carried,
    async close() {
      mended.resolve();
      for (const end of ends) end.destroy();
      server.close();
      await once(server, 'close');
    },
  };
}

/** One way of the line. */
class Wire {
  private freeAt = 0;
  private inBurst = false;
  private readonly qualities: LineQualities;
  private readonly chance: () => number;

  constructor(qualities: LineQualities, chance: () => number) {
    this.qualities = qualities;
    this.chance = chance;
  }

  /** How long it is taken up by what was sent already. */
  get busyMs(): number {
    return Math.max(0, this.freeAt - performance.now());
  }

  /** Until so many bytes are through. */
  delayOf(bytes: number): number {
    const { rttMs, kbitPerSecond } = this.qualities;
    const at = performance.now();
    this.freeAt = Math.max(at, this.freeAt) + (bytes * 8) / kbitPerSecond;
    let late = 0;
    for (let sent = 0; sent < bytes; sent += PACKET_BYTES) late += this.lateness();
    return this.freeAt - at + rttMs / 2 + late;
  }

  /** What one packet is late by: lost again and again, each wait is twice the last. */
  private lateness(): number {
    const { rttMs, loss, lossInBursts } = this.qualities;
    this.inBurst = this.chance() < (this.inBurst ? 1 - BURST_ENDS : BURST_BEGINS);
    let wait = firstWait(rttMs);
    let late = 0;
    while (this.chance() < (this.inBurst ? lossInBursts : loss)) {
      late += wait;
      wait *= 2;
    }
    return late;
  }
}

const firstWait = (rttMs: number) => Math.max(LEAST_RETRANSMISSION_MS, rttMs * 1.5);

/** The first of TCP's tries, each twice as far apart as the last, that comes after so long. */
function nextRetransmission(afterMs: number, rttMs: number): number {
  let wait = firstWait(rttMs);
  let at = wait;
  while (at <= afterMs) at += wait *= 2;
  return at;
}

const until = (due: number): Promise<void> =>
  new Promise((resolve) => setTimeout(resolve, Math.max(0, due - performance.now())));
