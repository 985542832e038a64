/** Empties the page before the next one arrives, and puts that one in its place in the history. */
export function leaveNow(): void {
  document.documentElement.hidden = true;
  document.title = '\u200b';
  location.replace('/leave');
}
