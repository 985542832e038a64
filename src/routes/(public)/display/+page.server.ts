import { redirect } from '@sveltejs/kit';
import { z } from 'zod';
import { localizeHref } from '#paraglide/runtime';
import { days } from '#platform/clock';
import { cookiesAreSecure } from '#platform/cookies';
import { fieldsOf } from '#platform/form';
import {
  DISPLAY_COOKIE,
  DISPLAY_KEPT_DAYS,
  readDisplay,
  TEXT_SIZES,
  THEMES,
  writeDisplay,
} from '#ui';
import type { Actions, PageServerLoad } from './$types';

const choice = z.object({
  theme: z.enum(THEMES).catch('auto'),
  text: z.enum(TEXT_SIZES).catch('standard'),
});

export const load: PageServerLoad = ({ cookies, url, setHeaders }) => {
  setHeaders({ 'cache-control': 'private, no-cache' });
  return {
    display: readDisplay(cookies.get(DISPLAY_COOKIE)),
    from: ownPath(url.searchParams.get('from')),
    saved: url.searchParams.has('saved'),
  };
};

export const actions: Actions = {
  default: async ({ request, cookies, url }) => {
    const display = choice.parse(fieldsOf(await request.formData()));
    cookies.set(DISPLAY_COOKIE, writeDisplay(display), {
      path: '/',
      maxAge: days(DISPLAY_KEPT_DAYS) / 1000,
      secure: cookiesAreSecure(),
      sameSite: 'lax',
    });
    const from = ownPath(url.searchParams.get('from'));
    redirect(303, `${localizeHref('/display')}?saved&from=${encodeURIComponent(from)}`);
  },
};

/** A path of ours and nothing else: never a way to lead people to another site. */
function ownPath(path: string | null): string {
  // As browsers read it, who drop tabs and line ends and take a backslash for a slash.
  const url = path && path.length < 500 && URL.canParse(path, OWN) ? new URL(path, OWN) : null;
  // Steps are taken out by then: what stood behind them may begin like the name of another site.
  const own = url?.origin === OWN && path?.startsWith('/') && !url.pathname.startsWith('//');
  return own ? url.pathname + url.search : '/';
}

const OWN = 'http://own.invalid';
