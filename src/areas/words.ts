import { m } from '#paraglide/messages';
import type { Nearness } from './nearness.ts';

export const nearnessWord = (nearness: Nearness): string => m[`areas_nearness_${nearness}`]();
