/** What the page answers to whoever shows their portrait at a place, or takes it back. */
import { error, fail } from '@sveltejs/kit';

export function portraitAnswer(done: 'shown' | 'hidden' | 'no_portrait' | 'not_found') {
  if (done === 'not_found') error(404);
  return done === 'no_portrait' ? fail(409, { portrait: done }) : { portrait: done };
}
