/** What the heads of lists of desks are called: ours in both shapes, the list of real desks, the municipal facility list and Takamatsu's. */
import { columnsOf, type Cells } from '#imports';
import type { Method } from '../window.ts';

const COLUMNS = {
  id: ['id'],
  name: ['窓口名', '名称', '相談窓口名', '施設名', 'name'],
  code: [
    '市区町村コード',
    'code5',
    '都道府県コード又は市区町村コード',
    '全国地方公共団体コード',
    '自治体コード',
    'サービス担当区域の都道府県コード',
  ],
  servedCodes: ['サービス担当区域の市区町村コード'],
  prefecture: ['都道府県名', '所在地_都道府県', '都道府県', 'prefecture'],
  town: ['市区町村名', '所在地_市区町村', '地方公共団体名', '市区町村', 'municipality'],
  address: ['住所', '施設住所', '所在地_連結表記', '所在地', 'address'],
  street: ['所在地_町字'],
  block: ['所在地_番地以下'],
  building: ['方書', '建物名等(方書)'],
  latitude: ['緯度', 'latitude'],
  longitude: ['経度', 'longitude'],
  level: ['level'],
  operator: ['所管課・運営', '連絡先名称', '団体名', '運営', '担当課', 'operator'],
  target: ['対象者', '対象', '概要', 'target'],
  ages: ['age_limit', '年齢'],
  family: ['family_only_ok'],
  methods: ['methods', '相談方法', '相談のしかた'],
  visits: ['訪問相談の受付'],
  phone: ['電話番号', '連絡先電話番号', 'telephonenumber', 'phone'],
  mail: ['メールアドレス', '連絡先メールアドレス', 'email'],
  url: ['url', '連絡先url', 'ホームページ', 'referenceobject'],
  hours: ['受付時間', '利用可能日時説明', 'hours_text'],
  hoursCode: ['hours_code'],
  days: ['利用可能曜日', 'availabledate'],
  opens: ['開始時間', 'starttime'],
  closes: ['終了時間', 'endtime'],
  closed: ['closed_text', '利用可能日時特記事項', 'availabledatenote', '休み'],
  areaNote: ['service_area_note', 'サービス担当区域の備考', '受け持つ地域'],
  receives: ['説明', 'service'],
  accessibility: ['アクセシビリティ情報', 'バリアフリー情報'],
  source: ['source_url'],
  sourceDate: ['source_date'],
  checked: ['確認日', 'verified_on'],
  note: ['備考', '連絡先備考', '特記事項', 'note'],
  tick_phone: ['電話'],
  tick_in_person: ['来所'],
  tick_home_visit: ['訪問'],
  tick_mail: ['メール'],
  tick_form: ['フォーム'],
  tick_chat: ['チャット'],
  tick_video: ['オンライン'],
  tick_letter: ['手紙'],
} as const;
export type Field = keyof typeof COLUMNS;
export type WindowCells = Cells<Field>;

/** Columns of ticks, as Tokyo's list has them. */
export const TICKS = (Object.keys(COLUMNS) as Field[]).flatMap((field) =>
  // Each of these is named for its method.
  field.startsWith('tick_') ? [{ field, method: field.slice('tick_'.length) as Method }] : [],
);

/** Undefined for a table that does not say what its desks are called and where they are. */
export function windowColumns(heads: string[]) {
  const columns = columnsOf<Field>(COLUMNS, heads);
  const placed = (['code', 'servedCodes', 'address', 'phone'] as const).some(columns.has);
  const dated = heads.includes('開始日') || heads.includes('開催日');
  if (!columns.has('name') || !placed || dated) return undefined;
  const saysConsulting = (['target', 'methods', 'hours', 'visits'] as const).some(columns.has);
  return { ...columns, facilities: !saysConsulting, fieldOf };
}
export type WindowColumns = NonNullable<ReturnType<typeof windowColumns>>;

const fieldOf = (head: string): Field | undefined =>
  (Object.keys(COLUMNS) as Field[]).find((field) =>
    (COLUMNS[field] as readonly string[]).includes(head),
  );
