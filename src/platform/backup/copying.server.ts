/** PostgreSQL's COPY over one connection, as streams of bytes: what `pg` itself leaves to its users. */
import type pg from 'pg';

/** The part of the connection that COPY needs; `pg` declares it, its types do not. */
interface Line {
  query(text: string): void;
  sendCopyFromChunk(chunk: Buffer): boolean | undefined;
  endCopyFrom(): void;
  sendCopyFail(reason: string): void;
  stream: { pause(): void; resume(): void; once(event: 'drain', then: () => void): void };
}

const MOST_WAITING = 64;

/** What `client.query` calls while a statement runs. */
abstract class Copy {
  readonly #text: string;
  protected line: Line | undefined;

  constructor(text: string) {
    this.#text = text;
  }

  submit(line: Line): void {
    this.line = line;
    line.query(this.#text);
  }

  abstract handleError(error: Error): void;
  abstract handleReadyForQuery(): void;

  handleCommandComplete(): void {
    // The answer that counts is that the line is ready again.
  }
}

class CopyOut extends Copy {
  readonly #waiting: Buffer[] = [];
  #ended = false;
  #error: Error | undefined;
  #wake: () => void = () => undefined;

  handleCopyData({ chunk }: { chunk: Buffer }): void {
    // Copied: `pg` writes what comes next over the bytes it hands out.
    this.#waiting.push(Buffer.from(chunk));
    if (this.#waiting.length > MOST_WAITING) this.line?.stream.pause();
    this.#wake();
  }

  handleError(error: Error): void {
    this.#error = error;
    this.#wake();
  }

  handleReadyForQuery(): void {
    this.#ended = true;
    this.#wake();
  }

  /** A row each, in PostgreSQL's text format. */
  async *rows(): AsyncGenerator<Buffer> {
    for (;;) {
      if (this.#error) throw this.#error;
      const some = this.#waiting.splice(0);
      if (some.length > 0) yield Buffer.concat(some);
      else if (this.#ended) return;
      else {
        this.line?.stream.resume();
        await new Promise<void>((resolve) => (this.#wake = resolve));
      }
    }
  }
}

class CopyIn extends Copy {
  readonly #rows: AsyncIterable<Buffer>;
  readonly #done: (error?: Error) => void;
  #error: Error | undefined;

  constructor(text: string, rows: AsyncIterable<Buffer>, done: (error?: Error) => void) {
    super(text);
    this.#rows = rows;
    this.#done = done;
  }

  handleCopyInResponse(line: Line): void {
    this.#send(line).catch((error: Error) => {
      this.#error = error;
      line.sendCopyFail('the rows ended early');
    });
  }

  async #send(line: Line): Promise<void> {
    for await (const chunk of this.#rows) {
      if (this.#error) return;
      if (line.sendCopyFromChunk(chunk) === false)
        await new Promise<void>((resolve) => line.stream.once('drain', resolve));
    }
    line.endCopyFrom();
  }

  /** The server refuses a row; of this statement `pg` says nothing more. */
  handleError(error: Error): void {
    this.#done((this.#error ??= error));
  }

  handleReadyForQuery(): void {
    this.#done(this.#error);
  }
}

// Both are what `pg` calls a submittable; its types know less of the line than there is.
const asked = (copy: Copy) => copy as unknown as pg.Submittable;

/** The rows of a table, as one statement names them. */
export function copyOut(client: pg.Client, statement: string): AsyncGenerator<Buffer> {
  const copy = new CopyOut(statement);
  client.query(asked(copy));
  return copy.rows();
}

export const copyIn = (
  client: pg.Client,
  statement: string,
  rows: AsyncIterable<Buffer>,
): Promise<void> =>
  new Promise((resolve, reject) => {
    const done = (error?: Error) => (error ? reject(error) : resolve());
    client.query(asked(new CopyIn(statement, rows, done)));
  });
