/** What stands in a backup: a line of JSON for the whole, then for each table one of its own, its rows and `\.`. */
import { z } from 'zod';

const head = z.strictObject({ migration: z.string(), madeAt: z.iso.datetime() });
const table = z.strictObject({ table: z.string(), columns: z.array(z.string()) });
const foot = z.strictObject({ tables: z.number() });

/** Whose schema it is by the name of its newest migration, and when it was made by the database's clock. */
export type Head = z.infer<typeof head>;
export type TableHead = z.infer<typeof table>;

export const line = (of: Head | TableHead | z.infer<typeof foot>): Buffer =>
  Buffer.from(`${JSON.stringify(of)}\n`);

const NEWLINE = 10;
const END = Buffer.from('\\.\n');
const END_AFTER_ROW = Buffer.from('\n\\.\n');

/** Closes a table's rows; COPY never writes such a row. */
export const endOfRows = END;

/** Reads a backup's content from its beginning, piece by piece. */
export class Content {
  readonly #chunks: AsyncIterator<Buffer>;
  #rest = Buffer.alloc(0);

  constructor(chunks: AsyncIterable<Buffer>) {
    this.#chunks = chunks[Symbol.asyncIterator]();
  }

  head = async (): Promise<Head> => head.parse(await this.#line());

  /** The next table, whose `rows` must then be read; undefined at the end of all. */
  async table(): Promise<TableHead | undefined> {
    const read = await this.#line();
    return foot.safeParse(read).success ? undefined : table.parse(read);
  }

  async *rows(): AsyncGenerator<Buffer> {
    for (;;) {
      if (this.#rest.subarray(0, END.length).equals(END)) return void this.#take(END.length);
      const end = this.#rest.indexOf(END_AFTER_ROW);
      const whole = end >= 0 ? end + 1 : this.#rest.lastIndexOf(NEWLINE) + 1;
      if (whole > 0) yield this.#take(whole);
      else await this.#more();
    }
  }

  async #line(): Promise<unknown> {
    while (!this.#rest.includes(NEWLINE)) await this.#more();
    return JSON.parse(this.#take(this.#rest.indexOf(NEWLINE) + 1).toString('utf8'));
  }

  #take(bytes: number): Buffer {
    const taken = this.#rest.subarray(0, bytes);
    this.#rest = this.#rest.subarray(bytes);
    return taken;
  }

  async #more(): Promise<void> {
    const { value, done } = await this.#chunks.next();
    if (done) throw new Error('the backup ends early');
    this.#rest = Buffer.concat([this.#rest, value]);
  }

  /** Ends the reading, wherever it stands. */
  close = async (): Promise<void> => void (await this.#chunks.return?.());
}
