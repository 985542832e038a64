/** Somebody of an organisation on a public page, by their own act. */
import { z } from 'zod';
import { readableLine, readableText } from '#platform/text';
import { FACES } from '#ui';

/** What somebody appears at. */
export type Place = { seriesId: string } | { windowId: string };

/** As everybody sees them, by the name they chose. */
export interface Appearance {
  nickname: string;
  message: string;
  /** A face they chose; null for the one that goes with the name. */
  drawing: number | null;
  /** Their own photograph, where they consented to it; null where the drawing stands. */
  portrait: string | null;
}

/** How their own portrait stands at a place of theirs. */
export type PortraitStand = 'none' | 'hidden' | 'shown';

const short = (most: number) =>
  z.string().max(4000).transform(readableLine).pipe(z.string().max(most));
const long = (most: number) =>
  z.string().max(40_000).transform(readableText).pipe(z.string().max(most));

/** What somebody says of themselves; without a name they do not appear. */
export const appearanceInput = z.object({
  nickname: short(80),
  message: long(400),
  drawing: z.number().int().min(1).max(FACES.length).nullable().catch(null),
});
export type AppearanceInput = z.input<typeof appearanceInput>;

export const subjectOf = (place: Place): string =>
  'seriesId' in place ? `series:${place.seriesId}` : `window:${place.windowId}`;
