import { shippedHotlines } from '#windows/shipped-hotlines';
import type { PageServerLoad } from './$types';

/** Written once at build time from the shipped rows, so it stands with the database stopped. */
export const prerender = true;
/** A page for reading: its few lines of script come without the framework. */
export const csr = false;

export const load: PageServerLoad = () => ({ lines: shippedHotlines() });
