/** Keys of the desk: single letters, off while somebody is typing and where they are not wanted. */

const typing = 'input, textarea, select, [contenteditable]';

/** The letter that was meant as a command, or undefined. */
export function commandOf(event: KeyboardEvent): string | undefined {
  if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || event.repeat) return;
  if (event.target instanceof Element && event.target.closest(typing)) return;
  return event.key.toLowerCase();
}
