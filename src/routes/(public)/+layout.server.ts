import { phoneLines } from './lines.server.ts';
import type { LayoutServerLoad } from './$types';

export const load: LayoutServerLoad = async () => ({ lines: await phoneLines() });
