import type { Reroute } from '@sveltejs/kit';
import { deLocalizeUrl } from '#paraglide/runtime';

/** Japanese stands without prefix, English under /en/; both are the same routes. */
export const reroute: Reroute = ({ url }) => deLocalizeUrl(url).pathname;
