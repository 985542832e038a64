/** The features whose things name organisations. */
import type { Namer } from '#organisations/server';
import { namingSeries } from '#schedule/server';
import { namingDesks } from '#windows/server';

export const NAMERS: Namer[] = [namingSeries, namingDesks];
