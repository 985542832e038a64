/**
 * Shift pressed three times within five seconds, alone each time: leaves at once without looking for the button.
 * Shift held for a capital letter, a shortcut or the input method's composing does not count.
 */
export interface Press {
  type: 'keydown' | 'keyup';
  key: string;
  /** Milliseconds, as `event.timeStamp`. */
  at: number;
  repeat: boolean;
  composing: boolean;
}

export interface Presses {
  /** Shift is down and no other key was touched since. */
  alone: boolean;
  times: number[];
}

export const NEEDED = 3;
export const WITHIN_SECONDS = 5;

export const noPresses: Presses = { alone: false, times: [] };

export function after(presses: Presses, press: Press): Presses {
  if (press.key !== 'Shift' || press.composing) return noPresses;
  if (press.type === 'keydown') return press.repeat ? presses : { ...presses, alone: true };
  if (!presses.alone) return presses;
  const recent = presses.times.filter((time) => press.at - time < WITHIN_SECONDS * 1_000);
  return { alone: false, times: [...recent, press.at] };
}
