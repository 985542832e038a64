/**
 * Names for statements, so that a connection parses and plans each text once. The server keeps every name as long as the
 * connection lives: texts that come once (lists of a length of their own) get none, and there are never more than `most`.
 */
export class StatementNames {
  readonly #most: number;
  readonly #names = new Map<string, string>();
  readonly #metOnce = new Set<string>();
  #given = 0;

  constructor(most: number) {
    this.#most = most;
  }

  /** From the second time on, while there are names left. */
  nameOf(text: string): string | undefined {
    const known = this.#names.get(text);
    if (known || this.#names.size >= this.#most) return known;
    if (!this.#metOnce.delete(text)) return this.#remember(text);
    const name = `s${(this.#given += 1)}`;
    this.#names.set(text, name);
    return name;
  }

  /** All texts get new names: what the old ones stand for on the server no longer fits the tables. */
  renew(): void {
    this.#names.clear();
  }

  #remember(text: string): undefined {
    if (this.#metOnce.size >= this.#most) this.#metOnce.clear();
    this.#metOnce.add(text);
  }
}
