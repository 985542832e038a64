import { shippedHotlines } from '#windows/shipped-hotlines';
import type { PageServerLoad } from './$types';

/** Written once at build time from the shipped rows, so it stands with the database stopped. */
export const prerender = true;

export const load: PageServerLoad = () => ({ lines: shippedHotlines() });
