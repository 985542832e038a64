/** A page written at build time: what is open now only the reader's clock knows. */
import { openStateAt, type HoursRule } from '#windows';

const EVERY_MS = 60_000;

export function markWhatIsOpen(): void {
  const now = new Date();
  for (const mark of document.querySelectorAll<HTMLElement>('[data-open-hours]')) {
    const hours = JSON.parse(mark.dataset['openHours'] ?? '[]') as HoursRule[];
    mark.hidden = openStateAt(hours, now, () => false).state !== 'open';
  }
  setTimeout(markWhatIsOpen, EVERY_MS);
}
