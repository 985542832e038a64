import { m } from '#paraglide/messages';
import { getLocale, localizeHref } from '#paraglide/runtime';

/** The four places of the header, in the language of the page. */
export const sections = () => [
  { href: '/sessions', label: m.shell_sessions() },
  { href: '/places', label: m.shell_places() },
  { href: '/windows', label: m.shell_windows() },
  { href: '/welcome', label: m.shell_welcome() },
];

/** The same page in the other language. */
export function otherLanguage(path: string, search: string) {
  const locale = getLocale() === 'ja' ? 'en' : 'ja';
  const href = localizeHref(path, { locale }) + search;
  return { locale, href, label: locale === 'en' ? 'English' : '日本語' };
}
