/** Keys of the desk: single letters, off while somebody is typing and where they are not wanted. */
import { m } from '#paraglide/messages';

/** Letter and meaning; what a letter does is marked in the page by `data-key`. */
export const KEYS = [
  ['A', m.urgent_desk_keys_answer],
  ['S', m.urgent_desk_keys_pass],
  ['J', m.urgent_desk_keys_next],
  ['K', m.urgent_desk_keys_previous],
  ['R', m.urgent_desk_keys_reply],
  ['N', m.urgent_desk_keys_note],
  ['/', m.urgent_desk_keys_phrases],
  ['H', m.urgent_desk_keys_hand_over],
  ['E', m.urgent_desk_procedure_open],
  ['X', m.urgent_desk_keys_end],
  ['?', m.urgent_desk_keys_help],
  ['Esc', m.urgent_desk_keys_escape],
  ['Ctrl+Enter', m.urgent_desk_keys_send],
] as const;

const typing = 'input, textarea, select, [contenteditable]';

/** The letter that was meant as a command, or undefined. */
export function commandOf(event: KeyboardEvent): string | undefined {
  if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || event.repeat) return;
  if (event.target instanceof Element && event.target.closest(typing)) return;
  return event.key.toLowerCase();
}

/** Out of the field one writes in, so that keys are commands again. */
export const leaveField = ({ key, target, isComposing }: KeyboardEvent): void => {
  if (key !== 'Escape' || isComposing) return;
  if (target instanceof HTMLElement && target.closest(typing)) target.blur();
};

/** Presses what the letter stands for on the page, or goes to the first act within it; false where nothing is. */
export function pressKey(letter: string): boolean {
  const meant = document.querySelector<HTMLElement>(`[data-key="${CSS.escape(letter)}"]`);
  const first = meant?.querySelector<HTMLElement>('button, a');
  if (first) first.focus();
  else meant?.click();
  return meant !== null;
}
