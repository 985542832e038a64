import type { Stretch } from '#duty';
import { moved, type Grip } from './day-shape.ts';

const EDGE_PX = 8;

interface Bar {
  bar(): Stretch;
  /** How long the axis is that the bar stands on. */
  minutesOfAxis(): number;
  /** Where it was left. */
  settled(stretch: Stretch): void;
}

/** A bar under a mouse or under the arrow keys, until it is let go. A finger scrolls the table: there the form is the way. */
export class Moving {
  /** Where it stands meanwhile. */
  draft: Stretch | undefined = $state();
  #bar: Bar;
  #held: { grip: Grip; at: number; minutesPerPixel: number } | undefined;
  #wasDragged = false;

  constructor(bar: Bar) {
    this.#bar = bar;
  }

  grip = (event: PointerEvent): void => {
    if (event.pointerType !== 'mouse' || event.button !== 0) return;
    const target = event.currentTarget as SVGElement; // The bar that listens.
    const axis = target.ownerSVGElement?.getBoundingClientRect().width ?? Infinity;
    const { left, right } = target.getBoundingClientRect();
    target.setPointerCapture(event.pointerId);
    this.#wasDragged = false;
    this.#held = {
      at: event.clientX,
      grip: gripAt(event.clientX, left, right),
      minutesPerPixel: this.#bar.minutesOfAxis() / axis,
    };
  };

  drag = (event: PointerEvent): void => {
    if (!this.#held) return;
    const { at, grip, minutesPerPixel } = this.#held;
    const draft = moved(this.#bar.bar(), grip, (event.clientX - at) * minutesPerPixel);
    this.#wasDragged ||= !isSame(draft, this.#bar.bar());
    if (this.#wasDragged) this.draft = draft;
  };

  letGo = (): void => {
    this.#held = undefined;
    this.settle();
  };

  /** Who dragged a bar did not mean to open it. */
  click = (event: MouseEvent): void => {
    if (this.#wasDragged) event.preventDefault();
    this.#wasDragged = false;
  };

  /**
   * A quarter of an hour a press, with Shift of its end; nobody is hurried. Enter keeps it, and so does going on; where nothing
   * was moved, Enter opens the form as of any link. Escape puts it back.
   */
  key = (event: KeyboardEvent): void => {
    if (event.key === 'Escape') this.draft = undefined;
    if (event.key === 'Enter' && this.draft) {
      event.preventDefault();
      this.settle();
    }
    const by = { ArrowLeft: -15, ArrowRight: 15 }[event.key];
    if (by === undefined || event.altKey || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    const from = this.draft ?? this.#bar.bar();
    this.draft = moved(from, event.shiftKey ? 'end' : 'whole', by);
  };

  settle = (): void => {
    const draft = this.draft;
    if (draft && !isSame(draft, this.#bar.bar())) this.#bar.settled(draft);
  };

  /** The roster has been read anew. */
  forget = (): void => {
    this.draft = undefined;
  };
}

function gripAt(x: number, left: number, right: number): Grip {
  if (right - left < 4 * EDGE_PX) return 'whole';
  if (x > right - EDGE_PX) return 'end';
  return x < left + EDGE_PX ? 'start' : 'whole';
}

const isSame = (one: Stretch, other: Stretch): boolean =>
  one.from === other.from && one.until === other.until;
