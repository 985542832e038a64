import { m } from '#paraglide/messages';
import { getLocale, localizeHref } from '#paraglide/runtime';

/** The four places of the header, in the language of the page. */
export const sections = () => [
  { href: '/sessions', label: m.shell_sessions() },
  { href: '/places', label: m.shell_places() },
  { href: '/windows', label: m.shell_windows() },
  { href: '/welcome', label: m.shell_welcome() },
];

/** What the footer and the menu say about the portal itself. */
export const aboutPages = () => [
  { href: '/privacy', label: m.shell_privacy() },
  { href: '/rules', label: m.shell_rules() },
  { href: '/accessibility', label: m.shell_accessibility() },
];

/** Whether a page lies at or below one of these places. */
export const isHere = (path: string, href: string): boolean =>
  path === href || path.startsWith(`${href}/`);

/** The same page in the other language. */
export function otherLanguage(path: string, search: string) {
  const locale = getLocale() === 'ja' ? 'en' : 'ja';
  const href = localizeHref(path, { locale }) + search;
  return { locale, href, label: locale === 'en' ? 'English' : '日本語' };
}
