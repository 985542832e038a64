import { log } from '#platform/log';
import type { DayAhead } from '#signup';
import { dayAheadOf } from '#signup/server';
import { phoneLines } from './lines.server.ts';
import type { LayoutServerLoad } from './$types';

export const load: LayoutServerLoad = async ({ locals, route }) => {
  const [lines, day] = await Promise.all([phoneLines(), dayOf(locals, route.id)]);
  // A page that says what one person has today is nobody else's, wherever it might be kept.
  locals.isOwnPage = day !== null;
  return { lines, day };
};

/** Where one's own plans stand anyway. */
const SAYS_SO_ITSELF = ['/(public)/me', '/(public)/receipt/[signup]'];

/** A page for reading stands without it. */
async function dayOf({ participant }: App.Locals, route: string | null): Promise<DayAhead | null> {
  if (!participant || SAYS_SO_ITSELF.includes(route ?? '')) return null;
  return dayAheadOf(participant).catch((error: unknown) => {
    log.warn({ err: error }, 'no plans of the day');
    return null;
  });
}
