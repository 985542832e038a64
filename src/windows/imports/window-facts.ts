/** What the cells of a row say of a desk, field by field; only what the list has a column for. */
import type { Register, Town } from '#areas';
import { lineWithin, phonesIn, phonesSaid, townOfCode, within, type Repair } from '#imports';
import { readableText } from '#platform/text';
import { plain, readWebAddress } from '#platform/written';
import { readAges, readLevel, readServedAreas } from './row-words.ts';
import type { Field, WindowCells, WindowColumns } from './columns.ts';
import { hoursOf } from './window-hours.ts';
import type { WindowFacts } from './imported-window.ts';
import { methodsOf } from './window-methods.ts';

export interface Row {
  cells: WindowCells;
  columns: WindowColumns;
  town: Town;
  register: Register;
  siteUrl: string | null;
  repairs: Set<Repair>;
}

type Facts = Partial<WindowFacts>;
type Reader = (row: Row) => Facts;

const line =
  (field: Field, key: keyof WindowFacts, most = 200): Reader =>
  ({ cells, repairs }) => ({ [key]: lineWithin(most, cells(field), repairs) });

/** A reader for each fact, and the columns it reads. */
const READERS: [Field[], Reader][] = [
  [['name'], line('name', 'name', 120)],
  [['operator'], line('operator', 'operatedBy')],
  [['target'], line('target', 'targetPersons')],
  [['areaNote'], line('areaNote', 'areaNote')],
  [['ages'], agesOf],
  [['family'], ({ cells }) => ({ familyOnly: cells('family') === '1' ? true : null })],
  [['phone'], ({ cells, repairs }) => ({ phone: phoneOf(cells, repairs) })],
  [['mail'], mailOf],
  [['url'], urlOf],
  [['address', 'street', 'building'], addressOf],
  [['accessibility'], line('accessibility', 'accessibility', 400)],
  [
    ['receives'],
    ({ cells, repairs }) => ({ receives: within(1_000, readableText(cells('receives')), repairs) }),
  ],
  [['hours', 'hoursCode', 'days', 'opens', 'closes', 'closed'], hoursOf],
  [['source'], ({ cells }) => ({ sourceUrl: readWebAddress(cells('source'), null).url })],
  [
    ['sourceDate'],
    ({ cells, repairs }) => ({ sourceDate: lineWithin(40, cells('sourceDate'), repairs) || null }),
  ],
];

/** Fact → what the list says of it; and which facts stand under a head whose words are not our own. */
export function readFacts(
  row: Row,
  isOwnWord: (field: Field) => boolean,
): { given: Facts; changed: (keyof WindowFacts)[] } {
  const given: Facts = {};
  const changed = new Set<keyof WindowFacts>();
  const take = (facts: Facts, fields: Field[]) => {
    Object.assign(given, facts);
    if (!fields.filter(row.columns.has).every(isOwnWord))
      for (const key of Object.keys(facts) as (keyof WindowFacts)[]) changed.add(key); // As `facts` has them.
  };
  take(row.town, ['code', 'servedCodes']);
  const { level, ...areas } = areasOf(row);
  take({ level }, ['code', 'servedCodes', 'level']);
  take(areas, ['code', 'servedCodes', 'areaNote']);
  for (const [fields, read] of READERS) if (fields.some(row.columns.has)) take(read(row), fields);
  const methods = methodsOf(row);
  take(methods.facts, methods.fields);
  const note = noteOf(row, methods.unknown);
  if (note) take({ sourceNote: note }, ['note', 'phone', 'methods']);
  return { given, changed: [...changed] };
}

function areasOf({ cells, town, register, repairs }: Row) {
  const code5 = town.code5 ?? `${town.prefCode}000`;
  const codes = cells('servedCodes')
    .split(/[;、,]/u)
    .flatMap((code) => townOfCode(code, register, repairs)?.code5 ?? []);
  const said = readServedAreas(cells('areaNote'), code5, register.inPrefecture(town.prefCode));
  const served = codes.length > 0 ? { ...said, serves: codes } : said;
  const serves = served.serves.filter((code) => code !== code5 || served.serves.length > 1);
  return {
    level: readLevel(code5, served, cells('level')),
    serves: town.code5 ? serves : [],
    excludes: served.excludes,
  };
}

function agesOf({ cells, repairs }: Row): Facts {
  const ages = readAges(cells('ages'));
  if (ages.ageNote && ages.minimumAge === null && ages.maximumAge === null)
    repairs.add('ages_as_text');
  return { ...ages, ageNote: lineWithin(200, ages.ageNote, repairs) };
}

const isTick = (cell: string) => /^[○◯●✓✔]?$/u.test(cell);

function phoneOf(cells: WindowCells, repairs: Set<Repair>): string | null {
  const typed = cells('phone');
  if (isTick(typed)) return null;
  const [first] = phonesIn(typed, repairs);
  if (!first) repairs.add('phone_as_text');
  return first?.number ?? null;
}

function mailOf({ cells, repairs }: Row): Facts {
  const typed = plain(cells('mail')).trim();
  const email = /^[^\s@]+@[^\s@]+\.[a-z]{2,}$/iu.test(typed) && typed.length <= 200 ? typed : null;
  if (typed && !email) repairs.add('mail_left_out');
  return { email };
}

/** The first of several; one without its beginning is completed from the sender's page. */
function urlOf({ cells, siteUrl, repairs }: Row): Facts {
  const typed = cells('url');
  const [first = typed, ...others] = typed.match(/https?:\/\/[^\s（）()、]+/gu) ?? [];
  if (others.length > 0) repairs.add('urls_split');
  if (!first) return { url: null };
  const { url, relative } = readWebAddress(first, siteUrl);
  if (url && relative) repairs.add('url_completed');
  const fits = url !== null && url.length <= 500;
  if (!fits) repairs.add('url_left_out');
  return { url: fits ? url : null };
}

function addressOf({ cells, repairs }: Row): Facts {
  const parts = ['prefecture', 'town', 'street', 'block'] as const;
  const street = cells('street') ? parts.map((part) => cells(part)).join('') : '';
  const whole = [cells('address') || street, cells('building')].filter(Boolean).join(' ');
  return { address: lineWithin(200, whole, repairs) || null };
}

/** What has no place of its own in a record. */
function noteOf({ cells, repairs }: Row, unknownMethods: string[]): string {
  const phones = phonesIn(cells('phone'), new Set());
  const said = phonesSaid(phones);
  const typed = cells('phone');
  const others =
    phones.length > 1 ? said : phones.length === 0 && !isTick(typed) ? plain(typed) : '';
  const note = [
    readableText(cells('note')),
    ...(others ? [`電話：${others}`] : []),
    ...(unknownMethods.length > 0 ? [`相談のしかた：${unknownMethods.join('、')}`] : []),
  ];
  return within(400, note.filter(Boolean).join('\n'), repairs);
}
