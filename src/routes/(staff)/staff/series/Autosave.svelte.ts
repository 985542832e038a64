import { deserialize } from '$app/forms';
import type { Autosaved, AutosavedElsewhere, Writing } from '#schedule';

const PAUSE_MS = 800;
const AGAIN_MS = 10_000;

/** What the editor's form begins with. */
export interface OpenWriting {
  /** Of the writing that it goes on with; empty where it begins with what is saved. */
  mark: string;
  basis: number | null;
  keptAt: Date | null;
  /** Something else was being written and waits. */
  waits: Pick<Writing, 'mark' | 'basis' | 'keptAt'> | null;
}

/** Keeps on the server what is typed, a moment after each pause, and says so only once it is there. */
export class Autosave {
  /** `failed` tries again by itself; `elsewhere` and `signed_out` wait for the writer. */
  state = $state<'saved' | 'elsewhere' | 'signed_out' | 'failed' | undefined>();
  mark = $state('');
  at = $state<Date>();
  elsewhere = $state<AutosavedElsewhere['elsewhere']>();
  /** Somebody has saved the series since this writing began. */
  changedMeanwhile = $state(false);

  readonly #form: () => HTMLFormElement | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #underWay: Promise<void> | undefined;
  #dirty = false;

  constructor(
    form: () => HTMLFormElement | undefined,
    opened: { mark: string; keptAt: Date | null },
  ) {
    this.#form = form;
    this.mark = opened.mark;
    if (opened.keptAt) this.told({ mark: opened.mark, at: opened.keptAt, changedMeanwhile: false });
  }

  /** Something was typed. */
  touch(): void {
    this.#dirty = true;
    if (this.state === 'elsewhere') return;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.#save(), PAUSE_MS);
  }

  /** The page may go: what is typed goes before it. */
  leave(): void {
    if (this.#dirty && this.state !== 'elsewhere') void this.#save(true);
  }

  /** Nothing is sent any more until something is typed; resolves when nothing is under way. */
  async rest(): Promise<void> {
    this.#dirty = false;
    clearTimeout(this.#timer);
    await this.#underWay;
    this.#dirty = false;
    clearTimeout(this.#timer);
  }

  /** This screen's words take the place of the other one's. */
  async writeOver(): Promise<void> {
    this.mark = this.elsewhere?.mark ?? this.mark;
    this.elsewhere = undefined;
    this.state = undefined;
    await this.#save();
  }

  told(answer: Autosaved | AutosavedElsewhere): void {
    if ('elsewhere' in answer) {
      this.elsewhere = answer.elsewhere;
      this.state = 'elsewhere';
      return;
    }
    this.mark = answer.mark;
    this.at = answer.at;
    this.changedMeanwhile = answer.changedMeanwhile;
    this.state = 'saved';
  }

  #save(leaving = false): Promise<void> {
    clearTimeout(this.#timer);
    this.#underWay ??= this.#send(leaving).finally(() => {
      this.#underWay = undefined;
      if (this.#dirty && this.state === 'saved') this.touch();
    });
    return this.#underWay;
  }

  async #send(keepalive: boolean): Promise<void> {
    const form = this.#form();
    if (!form) return;
    this.#dirty = false;
    const body = new FormData(form);
    body.set('mark', this.mark);
    const answer = await fetch('?/keep', {
      method: 'POST',
      body,
      keepalive,
      headers: { 'x-sveltekit-action': 'true' },
    }).then(
      (response) => response.text(),
      () => undefined,
    );
    if (!this.#understood(answer)) this.#failed();
  }

  #understood(answer: string | undefined): boolean {
    if (answer === undefined) return false;
    const result = deserialize(answer);
    if (result.type === 'redirect') {
      this.state = 'signed_out';
      return true;
    }
    if (result.type === 'error') return false;
    const autosaved = result.data?.['autosaved'] as Autosaved | AutosavedElsewhere | undefined;
    if (autosaved) this.told(autosaved);
    return autosaved !== undefined;
  }

  #failed(): void {
    this.#dirty = true;
    this.state = 'failed';
    this.#timer = setTimeout(() => void this.#save(), AGAIN_MS);
  }
}
