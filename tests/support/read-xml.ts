/** A small strict reader of XML, written from the standard and not from the writer's code: malformed text throws. */
interface Element {
  name: string;
  attributes: Record<string, string>;
  children: Element[];
  text: string;
}

const TOKEN =
  /<\?xml [^?]*\?>\s*|<!\[CDATA\[([\s\S]*?)\]\]>|<(\/?)([\w:-]+)((?:\s+[\w:-]+="[^"<]*")*)\s*(\/?)>|([^<]+)/y;
/** What XML 1.0 has no way to say. */
const FORBIDDEN = /[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/u;

export function readXml(source: string): Element {
  if (FORBIDDEN.test(source)) throw new Error('a character that XML forbids');
  const root: Element = { name: '', attributes: {}, children: [], text: '' };
  const open = [root];
  TOKEN.lastIndex = 0;
  while (TOKEN.lastIndex < source.length) {
    const at = TOKEN.lastIndex;
    const token = TOKEN.exec(source);
    if (!token) throw new Error(`not XML at ${at}: ${source.slice(at, at + 40)}`);
    read(open, token);
  }
  const [only] = root.children;
  if (open.length > 1 || !only || root.children.length > 1) throw new Error('not one root element');
  return only;
}

function read(open: Element[], token: RegExpExecArray): void {
  const [, cdata, closes, name, attributes = '', alone, text] = token;
  const current = open.at(-1);
  if (!current) throw new Error('text after the end');
  if (cdata !== undefined) current.text += cdata;
  else if (text !== undefined) current.text += decoded(text);
  else if (closes) {
    if (open.pop()?.name !== name) throw new Error(`</${name}> closes nothing`);
  } else if (name) {
    const element = { name, attributes: attributesOf(attributes), children: [], text: '' };
    current.children.push(element);
    if (!alone) open.push(element);
  }
}

const attributesOf = (text: string): Record<string, string> =>
  Object.fromEntries(
    [...text.matchAll(/([\w:-]+)="([^"]*)"/g)].map(([, name = '', value = '']) => [
      name,
      decoded(value),
    ]),
  );

const ENTITIES: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

function decoded(text: string): string {
  if (text.includes(']]>')) throw new Error(']]> outside CDATA');
  return text.replace(/&([^;]*);?/g, (entity, name: string) => {
    const character = ENTITIES[name];
    if (!character || !entity.endsWith(';')) throw new Error(`${entity} is no entity`);
    return character;
  });
}

export const all = (element: Element, name: string): Element[] =>
  element.children.filter((child) => child.name === name);

export const textOf = (element: Element, name: string): string | undefined =>
  all(element, name)[0]?.text;
