/** The guard of staff pages. Loads and actions call it: a layout's own load does not stop a page's. */
import { redirect } from '@sveltejs/kit';
import type { AccountViewer } from '#accounts';
import { canBeGivenBack } from '../../form-given-back.server.ts';
import { deLocalizeHref, localizeHref } from '#paraglide/runtime';

const FACTOR_PAGE = '/staff/account/second-factor';

interface Asked {
  locals: App.Locals;
  url: URL;
  request: Request;
}

/** The signed-in viewer; anybody else is sent to sign in, an operator without a second factor to set one up. */
export function signedIn({ locals, url, request }: Asked): AccountViewer {
  if (locals.account) return locals.account;
  if (locals.lacksFactor) redirect(303, localizeHref(FACTOR_PAGE));
  const path = deLocalizeHref(url.pathname);
  const signIn = `${localizeHref('/staff/sign-in')}?to=${encodeURIComponent(path)}`;
  // What was typed goes along, and comes back once somebody has signed in.
  if (canBeGivenBack(request)) redirect(307, `${signIn}&act=${actOf(url)}`);
  redirect(303, signIn);
}

/** 「?/publish」 → "publish" */
const actOf = ({ search }: URL): string => /^\?\/(\w+)$/.exec(search)?.[1] ?? '';

/** The same for the pages that somebody who must set a second factor first may see. */
export const enteredByPassword = (asked: Asked): AccountViewer =>
  asked.locals.lacksFactor ?? signedIn(asked);

/** Where to go on after signing in: only pages of our own that staff use or apply on, also for an entry that is theirs. */
export const destinationOf = (to: string | null): string =>
  to && /^\/(staff|rooms|publishers)(\/[\w-]+)*(\?organisation=[\w-]+)?$/.test(to) ? to : '/staff';
