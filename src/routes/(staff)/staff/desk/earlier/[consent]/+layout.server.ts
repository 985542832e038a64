import { error } from '@sveltejs/kit';
import { mayStillRead } from '#urgent/server';
import { signedIn } from '../../../../signed-in.server.ts';
import type { LayoutServerLoad } from './$types';
import { STILL_READABLE } from './still-readable.ts';

/** Asked again while the page is open: what is taken back meanwhile is gone from the screen. */
export const load: LayoutServerLoad = async (event) => {
  event.depends(STILL_READABLE);
  if (!(await mayStillRead(signedIn(event), event.params.consent))) error(404);
};
