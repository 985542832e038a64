/** The page one comes back on by six words, as a slip of paper names it. */
import { localizeHref } from '#paraglide/runtime';
import { qrOf, type Qr } from '#platform/qr';

export function wayBack(url: URL): { address: string; qr: Qr } {
  const page = new URL(localizeHref('/return'), url.origin);
  return { address: page.host + page.pathname, qr: qrOf(page.href) };
}
