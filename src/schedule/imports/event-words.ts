/** What an event is, for whom, what it costs and how one gets there: in the words of its row, within a series' lengths. */
import { lineWithin, phonesIn, phonesSaid, within, type Repair } from '#imports';
import { readableLine, readableText } from '#platform/text';
import { plain, readWebAddress } from '#platform/written';
import type { Audience, Format, SeriesKind } from '../occurrence.ts';
import type { EventCells } from './columns.ts';

const SUMMARY = 600;
const FACTS = 400;

/** What it is, then the facts that a series has no field for; of too much the description gives way. */
export function summaryOf(cells: EventCells, siteUrl: string | null, repairs: Set<Repair>): string {
  const facts = within(FACTS, factsOf(cells, siteUrl, repairs).join('\n'), repairs);
  const told = readableText(cells('description') || cells('outline'));
  const room = SUMMARY - (facts ? facts.length + 2 : 0);
  return readableText([within(room, told, repairs), facts].filter(Boolean).join('\n\n'));
}

function factsOf(cells: EventCells, siteUrl: string | null, repairs: Set<Repair>): string[] {
  const apply = [cells('apply'), deadlineOf(cells)].filter(Boolean).join('、');
  const contact = [cells('contact'), phonesOf(cells, repairs), cells('mail')].filter(Boolean);
  const facts: [string, string][] = [
    ['対象', cells('audience')],
    ['申込み', apply],
    ['連絡先', contact.join(' ')],
    ['くわしく', addressOf(cells('url'), siteUrl, repairs)],
    ['備考', cells('note')],
  ];
  return facts.filter(([, text]) => text).map(([name, text]) => `${name}：${readableLine(text)}`);
}

const deadlineOf = (cells: EventCells): string =>
  cells('deadline') ? `${[cells('deadline'), cells('deadlineTime')].join(' ').trim()}まで` : '';

function phonesOf(cells: EventCells, repairs: Set<Repair>): string {
  const said = phonesSaid(phonesIn(cells('phone'), repairs)) || cells('phone');
  return said + (cells('extension') && `（内線${cells('extension')}）`);
}

function addressOf(typed: string, siteUrl: string | null, repairs: Set<Repair>): string {
  if (!typed) return '';
  const { url, relative } = readWebAddress(typed, siteUrl);
  if (url && relative) repairs.add('url_completed');
  if (!url) repairs.add('url_left_out');
  return url ?? '';
}

export function feeOf(cells: EventCells, repairs: Set<Repair>): string {
  const basic = plain(cells('fee')).trim();
  const yen = /^\d+$/.test(basic)
    ? Number(basic) === 0
      ? '無料'
      : `${Number(basic).toLocaleString('ja')}円`
    : basic;
  return lineWithin(120, [yen, cells('feeDetail')].filter(Boolean).join(' '), repairs);
}

/** Seats of a gathering, not of a stadium: what a series cannot hold is left out. */
export function capacityOf(cells: EventCells, repairs: Set<Repair>): number | null {
  if (!cells('capacity')) return null;
  const numbers = plain(cells('capacity')).replaceAll(',', '').match(/\d+/g) ?? [];
  const seats = Number(numbers[0]);
  if (numbers.length === 1 && seats >= 1 && seats <= 1000) return seats;
  repairs.add('capacity_left_out');
  return null;
}

export function kindOf(cells: EventCells): SeriesKind {
  const text = cells('title') + cells('type');
  if (/居場所|フリースペース|サロン|カフェ/.test(text)) return 'gathering_place';
  return /講演|講座|学習会|研修|セミナー|教室|シンポジウム/.test(text)
    ? 'lecture'
    : 'group_session';
}

const AUDIENCE: [RegExp, Audience][] = [
  [/家族|保護者|親の会|父母/, 'family'],
  [/当事者|(?<!日)本人/, 'person'],
  [/きょうだい|兄弟姉妹/, 'sibling'],
  [/支援者|民生委員|児童委員/, 'supporter'],
];

export function audienceOf(cells: EventCells): Audience[] {
  const text = cells('title') + cells('audience');
  const named = AUDIENCE.filter(([words]) => words.test(text)).map(([, audience]) => audience);
  return named.length > 0 ? named : ['anyone'];
}

export function formatOf(cells: EventCells): Format {
  const text = cells('web') + cells('title') + cells('venue');
  if (!ticked(cells('web')) && !/オンライン|zoom|web開催|ライブ配信|リモート/i.test(text))
    return 'onsite';
  const place = cells('venue')
    .replace(/オンライン|zoom|web/gi, '')
    .trim();
  return place && /併用|ハイブリッド|会場/.test(text + cells('description'))
    ? 'hybrid'
    : place
      ? 'onsite'
      : 'online';
}

/** A column that asks for yes or no: 「1」, 「有（Zoom）」; 「有料」 and 「10月」 are no answer to it. */
const ticked = (cell: string): boolean =>
  /^(1|有り?|あり|可能?|[○◯〇]|true|yes)(?![\d\p{L}])/iu.test(plain(cell).trim());
