/**
 * What must be closed when the process ends, in this order whatever order it was opened in.
 * The host and the built app each carry a copy of this module, so what they share sits on globalThis.
 */
const ORDER = ['draining', 'entrances', 'timers', 'connections', 'database'] as const;
export type Stage = (typeof ORDER)[number];

type Close = () => Promise<void> | void;

const KEY = Symbol.for('tsudoi.closing');
const shared = globalThis as { [KEY]?: { closers: Map<Stage, Close>; hasBegun: boolean } };

const closing = () => (shared[KEY] ??= { closers: new Map(), hasBegun: false });

/** Registers what closes a stage; a later registration (an edit in development) takes the earlier one's place. */
export function whenClosing(stage: Stage, close: Close): void {
  closing().closers.set(stage, close);
}

/** From then on whoever comes is better served by another process. */
export const isClosing = (): boolean => closing().hasBegun;

/** Closes each stage once; one that fails does not keep the others open. */
export async function closeInOrder(report: (stage: Stage, error: unknown) => void): Promise<void> {
  const { closers } = Object.assign(closing(), { hasBegun: true });
  for (const stage of ORDER) {
    const close = closers.get(stage);
    closers.delete(stage);
    try {
      await close?.();
    } catch (error) {
      report(stage, error);
    }
  }
}
