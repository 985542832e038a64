/** What the heads of event lists are called, in the old municipal set, the new one, the catalogue of 2022 and by hand. */
import { columnsOf, type Cells } from '#imports';
import type { SheetRow } from '#platform/sheets';

/** As `normalHead` writes them. Where a list has two of one field, the first that is filled counts: 集合場所 stands in for 場所名称. */
const COLUMNS = {
  code: [
    '都道府県コード又は市区町村コード',
    '全国地方公共団体コード',
    '市区町村コード',
    '自治体コード',
    '団体コード',
  ],
  number: ['no', 'no.', 'id', '番号', '管理番号', 'イベントid'],
  prefecture: ['都道府県名', '住所都道府県', '所在地_都道府県', '都道府県'],
  town: ['市区町村名', '住所市区町村', '所在地_市区町村', '地方公共団体名', '市区町村'],
  title: ['イベント名', '名称', 'イベント名称', '行事名', '催し名', 'タイトル', '件名'],
  outline: ['概要', 'サブタイトル'],
  description: ['説明', '内容', '詳細'],
  type: ['イベント種類', 'カテゴリ', 'カテゴリー', '分類', '種別', 'ジャンル'],
  web: ['web開催', 'オンライン開催', '開催方法', '開催形式'],
  startDate: ['開始日', '開催日', '開催日時', '日付', '日程', '開始日時', '日時'],
  endDate: ['終了日', '終了日時'],
  startTime: ['開始時間', '開始時刻', '時間', '開催時間'],
  endTime: ['終了時間', '終了時刻'],
  when: ['開始日時特記事項', '日時備考', '日時特記事項'],
  venue: ['場所名称', '集合場所', '会場名', '会場', '開催場所', '場所', '施設名'],
  address: ['住所', '所在地_連結表記', '所在地', '会場住所'],
  street: ['住所町名', '所在地_町字'],
  block: ['住所丁目以下', '所在地_番地以下'],
  building: ['建物名等', '方書', '建物名等(方書)'],
  latitude: ['緯度'],
  longitude: ['経度'],
  organiser: ['主催者', '主催団体', '主催'],
  audience: ['対象者', '対象'],
  fee: ['料金(基本)', '料金', '参加費', '費用'],
  feeDetail: ['料金(詳細)'],
  capacity: ['定員', '募集人数'],
  deadline: ['参加申込終了日', '申込期限日', '申込締切', '申込期限'],
  deadlineTime: ['参加申込終了時間', '申込期限時刻'],
  apply: ['参加申込方法', '申込方法', '申込み方法', '申込'],
  contact: ['連絡先名称', '問合せ先', '問い合わせ先', 'お問い合わせ先', '連絡先'],
  phone: ['連絡先電話番号', '電話番号', '電話'],
  extension: ['連絡先内線番号', '内線番号'],
  mail: ['連絡先メールアドレス', 'メールアドレス'],
  access: ['アクセス方法', 'アクセス', '交通'],
  parking: ['駐車場情報', '駐車場'],
  url: ['url', 'ホームページ', 'リンク'],
  note: ['備考', '特記事項'],
} as const;
type Field = keyof typeof COLUMNS;

export type EventCells = Cells<Field>;

/** Undefined where a list says nowhere what its events are called or when they are: it is a list of something else. */
export function eventColumns(heads: string[]): ((row: SheetRow) => EventCells) | undefined {
  const { has, cellsOf } = columnsOf<Field>(COLUMNS, heads);
  return has('title') && has('startDate') ? cellsOf : undefined;
}
