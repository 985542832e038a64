/** The guard of staff pages. Loads and actions call it: a layout's own load does not stop a page's. */
import { redirect } from '@sveltejs/kit';
import type { AccountViewer } from '#accounts';
import { deLocalizeHref, localizeHref } from '#paraglide/runtime';

const FACTOR_PAGE = '/staff/account/second-factor';

/** The signed-in viewer; anybody else is sent to sign in, an operator without a second factor to set one up. */
export function signedIn({ locals, url }: { locals: App.Locals; url: URL }): AccountViewer {
  const { account } = locals;
  const path = deLocalizeHref(url.pathname);
  if (!account) redirect(303, `${localizeHref('/staff/sign-in')}?to=${encodeURIComponent(path)}`);
  if (account.mustSetSecondFactor && path !== FACTOR_PAGE) redirect(303, localizeHref(FACTOR_PAGE));
  return account;
}

/** Where to go on after signing in: only pages of our own that staff use. */
export const destinationOf = (to: string | null): string =>
  to && /^\/(staff|rooms)(\/[\w-]+)*$/.test(to) ? to : '/staff';
