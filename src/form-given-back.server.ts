/** A form sent without script that could not be taken comes back with all that was typed, to be sent again. */
import { LARGEST_FORM } from '#platform/body-limit';
import { m } from '#paraglide/messages';
import { getLocale, localizeHref } from '#paraglide/runtime';
import { isSecret } from './secret-fields.ts';

const FORM = /^(application\/x-www-form-urlencoded|multipart\/form-data)/;

/** Whether what this request carries could be given back. */
export const canBeGivenBack = (request: Request): boolean =>
  request.method === 'POST' &&
  Number(request.headers.get('content-length')) <= LARGEST_FORM &&
  FORM.test(request.headers.get('content-type') ?? '') &&
  !request.headers.has('x-sveltekit-action');

/** The page that gives it back; a small one of its own, for the pages' data may be what is away. */
export async function giveFormBack(request: Request, status: number): Promise<Response> {
  const { pathname, search } = new URL(request.url);
  const fields = [...(await request.formData())].map(([name, value]) => fieldOf(name, value));
  const html = `<!doctype html><html lang="${getLocale()}"><head><meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1"><meta name="robots" content="noindex">
<title>${m.ui_brand()}</title><link rel="stylesheet" href="/error.css"></head><body><main>
<h1>${m.kept_title()}</h1><p>${m.kept_lead()}</p>
<form method="post" action="${escaped(pathname + search)}">${fields.join('')}<p><button>${m.kept_again()}</button></p></form>
<p><a href="${localizeHref('/call')}">${m.error_call()}</a></p></main></body></html>`;
  return new Response(html, { status, headers });
}

const headers = {
  'content-type': 'text/html; charset=utf-8',
  'cache-control': 'no-store',
  'content-security-policy':
    "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
};

/** Short values ride along unseen, as they were; what may be somebody's words is shown. */
function fieldOf(name: string, value: FormDataEntryValue): string {
  if (typeof value !== 'string' || isSecret(name)) return '';
  const typed = /[^\x21-\x7e]/.test(value);
  return typed
    ? `<p><textarea aria-label="${escaped(m.kept_words())}" name="${escaped(name)}" rows="4">\n${escaped(value)}</textarea></p>`
    : `<input type="hidden" name="${escaped(name)}" value="${escaped(value)}">`;
}

const ENTITIES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
const escaped = (text: string) => text.replace(/[&<>"]/g, (sign) => ENTITIES[sign] ?? sign);
