import { redirect } from '@sveltejs/kit';
import { localizeHref } from '#paraglide/runtime';
import { forgetPerson } from '#participants/server';
import { isKeptOut } from '#rooms/server';
import { mySignups } from '#signup/server';
import { HOLDINGS } from '../../../../forgetting.server.ts';
import { forgetHere } from '../../../../this-device.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, setHeaders }) => {
  setHeaders({ 'cache-control': 'no-store' });
  if (!locals.participant) redirect(303, localizeHref('/return'));
  const { coming } = await mySignups(locals.participant);
  return { coming: coming.length, keptOut: await isKeptOut(locals.participant) };
};

export const actions: Actions = {
  /** Also where the session is over, as after a second press: what the device still has goes. */
  default: async ({ locals, cookies, setHeaders }) => {
    setHeaders({ 'clear-site-data': '"cache", "storage"' });
    if (locals.participant) {
      const gone = await forgetPerson(locals.participant, HOLDINGS);
      if (gone === 'kept_out') redirect(303, localizeHref('/me/erased'));
      const { cookie } = await forgetHere(locals.participant);
      cookies.set(cookie.name, cookie.value, cookie.attributes);
    }
    redirect(303, localizeHref('/me/erased'));
  },
};
