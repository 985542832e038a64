import type { ActionResult, SubmitFunction } from '@sveltejs/kit';

/** What a form beside a room is answered: what was done, or a report that says not yet why. */
export interface Told {
  done?: string;
  report?: { words: string };
}

/** For a form that another page of the room takes: its answer is told here, where the framework would tell it only there. */
export const answeredHere =
  (told: (answer: Told) => void): SubmitFunction =>
  () =>
  ({ result }: { result: ActionResult }) =>
    told((result.type === 'success' || result.type === 'failure' ? result.data : undefined) ?? {});
