/** Coming dates as a town hall publishes them: 「イベント一覧」 of the municipal open-data set, 32 columns. */
import { localDate, localTime, type LocalDate } from '#platform/tokyo';
import { checkDigitOf } from '#platform/written';
import type { ShownPart } from '../taking-part.ts';

export interface ListedEvent {
  id: string;
  title: string;
  summary: string;
  startsAt: Date;
  endsAt: Date;
  note: string;
  online: boolean;
  prefCode: string | null;
  code5: string | null;
  prefecture: string | null;
  town: string | null;
  placeName: string;
  placeAddress: string;
  placeAccess: string;
  /** Not where its series is usually. */
  elsewhere: boolean;
  fee: string;
  /** Whose page it is here. */
  organisation: string;
  /** That organisation and those it names, in order. */
  parts: ShownPart[];
  capacity: number | null;
  /** Read from a public page, not published here by its organiser. */
  unchecked: boolean;
  /** Made up to show how the portal works. */
  invented: boolean;
  /** When sign-up here closes; null where one does not sign up here. */
  closesAt: Date | null;
}

const COLUMNS: [string, (event: ListedEvent, url: string) => string][] = [
  ['都道府県コード又は市区町村コード', (event) => codeOf(event)],
  ['NO', ({ id }) => id],
  ['都道府県名', ({ prefecture }) => prefecture ?? ''],
  ['市区町村名', ({ town }) => town ?? ''],
  ['イベント名', ({ title }) => title],
  ['イベント名_カナ', () => ''],
  ['イベント名_英語', () => ''],
  ['開始日', ({ startsAt }) => localDate(startsAt)],
  ['終了日', (event) => lastDayOf(event)],
  ['開始時間', ({ startsAt }) => localTime(startsAt)],
  ['終了時間', ({ endsAt }) => localTime(endsAt)],
  ['開始日時特記事項', ({ note }) => note],
  ['説明', ({ summary }) => summary],
  [
    '料金(基本)',
    ({ fee }) => /^(\d+)円$/.exec(fee.replaceAll(',', ''))?.[1] ?? (fee === '無料' ? '0' : ''),
  ],
  ['料金(詳細)', ({ fee }) => (/^([\d,]+円|無料)$/.test(fee) ? '' : fee)],
  ['連絡先名称', ({ organisation }) => organisation],
  ['連絡先電話番号', () => ''],
  ['連絡先内線番号', () => ''],
  ['主催者', organisersOf],
  ['場所名称', ({ online, placeName }) => placeName || (online ? 'オンライン' : '')],
  ['住所', ({ placeAddress }) => placeAddress],
  ['方書', () => ''],
  ['緯度', () => ''],
  ['経度', () => ''],
  ['アクセス方法', ({ placeAccess }) => placeAccess],
  ['駐車場情報', () => ''],
  ['定員', ({ capacity }) => (capacity === null ? '' : String(capacity))],
  ['参加申込終了日', ({ closesAt }) => (closesAt ? localDate(closesAt) : '')],
  ['参加申込終了時間', ({ closesAt }) => (closesAt ? localTime(closesAt) : '')],
  ['参加申込方法', ({ closesAt }) => (closesAt ? 'URLのページから申込み' : '')],
  ['URL', (_, url) => url],
  ['備考', (event) => remarkOf(event)],
];

export const EVENT_LIST_HEADS = COLUMNS.map(([head]) => head);

/** `url` is the event's own page. */
export const eventListRow = (event: ListedEvent, url: string): string[] =>
  COLUMNS.map(([, cell]) => cell(event, url));

/** Where none of the organisers that are named has agreed to it, whose page it is stands before them. */
function organisersOf({ organisation, parts }: ListedEvent): string {
  const names = namesOf(parts, 'organiser');
  const answeredFor = parts.some(({ part, id }) => part === 'organiser' && id !== null);
  return answeredFor ? names : `${organisation}、${names}`;
}

const namesOf = (parts: ShownPart[], of: ShownPart['part']): string =>
  parts
    .filter(({ part }) => part === of)
    .map(({ name }) => name)
    .join('、');

/** The columns know one who organises; the other parts are told beside them. */
const BESIDE: [ShownPart['part'], string][] = [
  ['co_organiser', '共催'],
  ['commissioner', '委託元'],
  ['operating', '運営'],
];

/** What leaves the portal still says what is not certain, and what is not true at all. */
const remarkOf = ({ online, elsewhere, unchecked, invented, parts }: ListedEvent): string =>
  [
    invented && '見本（実在しません）',
    unchecked && '公開されている情報を写したもの（未確認）',
    online && 'オンラインで開催',
    elsewhere && 'この回だけの会場',
    ...BESIDE.map(([part, word]) => {
      const names = namesOf(parts, part);
      return names && `${word}：${names}`;
    }),
  ]
    .filter(Boolean)
    .join('、');

/** A date's own town, or its prefecture; six digits. */
function codeOf({ code5, prefCode }: ListedEvent): string {
  const five = code5 ?? (prefCode ? `${prefCode}000` : '');
  return five && `${five}${checkDigitOf(five)}`;
}

/** What ends at midnight ends that day, written 00:00 of the next. */
const lastDayOf = ({ endsAt }: ListedEvent): LocalDate => localDate(endsAt);
