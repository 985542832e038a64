/** Somebody with a browser that knows pages, forms and cookies, and nothing else. */

export class PlainVisitor {
  readonly #url: string;
  readonly #cookies: Map<string, string>;

  /** `former`: a device that has been here; it brings its cookies along. */
  constructor(url: string, former?: PlainVisitor) {
    this.#url = url;
    this.#cookies = new Map(former ? former.#cookies : []);
  }

  read = (path: string): Promise<Answer> => this.#ask(path, {});

  /** Fills a page's own form; what it holds unseen goes along. */
  async send(path: string, action: string, fields: Record<string, string>): Promise<Answer> {
    const { html } = await this.read(path);
    const body = new URLSearchParams({ ...unseenIn(html), ...fields });
    return this.#ask(path.split('?')[0] + action, { method: 'POST', body });
  }

  async #ask(path: string, init: RequestInit): Promise<Answer> {
    const response = await fetch(this.#url + path, {
      ...init,
      redirect: 'manual',
      headers: { origin: this.#url, accept: 'text/html', cookie: this.#cookieLine() },
    });
    for (const cookie of response.headers.getSetCookie()) this.#keep(cookie);
    const location = response.headers.get('location') ?? '';
    return { status: response.status, html: await response.text(), location };
  }

  #keep(cookie: string): void {
    const [pair = ''] = cookie.split(';');
    const [name = '', value = ''] = pair.split('=');
    if (value === '') this.#cookies.delete(name);
    else this.#cookies.set(name, value);
  }

  #cookieLine = (): string => [...this.#cookies].map((pair) => pair.join('=')).join('; ');
}

interface Answer {
  status: number;
  html: string;
  location: string;
}

const unseenIn = (html: string): Record<string, string> =>
  Object.fromEntries(
    [...html.matchAll(/<input type="hidden"[^>]*>/g)].map(([input]) => [
      /name="([^"]*)"/.exec(input)?.[1] ?? '',
      /value="([^"]*)"/.exec(input)?.[1] ?? '',
    ]),
  );
