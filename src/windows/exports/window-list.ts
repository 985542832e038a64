/** The directory as tables: in the columns of Tokyo's list of its 62 municipalities, and in those of GIF 451-7. */
import { checkDigitOf } from '#platform/written';
import { townsServed, type WindowRecord } from '../window.ts';

export const LIST_SHAPES = ['tokyo', 'gif'] as const;
export type ListShape = (typeof LIST_SHAPES)[number];

export interface PlacedWindow extends WindowRecord {
  prefecture: string;
  /** Its own municipality's name; empty for one of a prefecture. */
  town: string;
  /** Its hours as a sentence. */
  hoursSaid: string;
}

type Column = [string, (window: PlacedWindow) => string];

/** What leaves the portal still says what is not true. */
const INVENTED = '見本（実在しません）';
const COPIED = '公開された資料を写した見本（未確認）';

export const isInvented = (note: string): boolean => note.includes(INVENTED);

const noteOf = ({ demonstration, sourceUrl }: PlacedWindow): string =>
  demonstration ? (sourceUrl ? COPIED : INVENTED) : '';

const tick = (is: boolean): string => (is ? '○' : '');

const TOKYO: Column[] = [
  ['市区町村コード', (window) => codeOf(window.code5, window.prefCode)],
  ['都道府県名', ({ prefecture }) => prefecture],
  ['市区町村名', ({ town }) => town],
  ['窓口名', ({ name }) => name],
  ['所管課・運営', ({ leadDepartment, operatedBy }) => leadDepartment || operatedBy],
  ['対象者', ({ targetPersons, ageNote }) => joined(targetPersons, ageNote)],
  ['電話', ({ methods }) => tick(methods.includes('phone'))],
  ['来所', ({ methods }) => tick(methods.includes('in_person'))],
  ['訪問', ({ methods }) => tick(methods.includes('home_visit'))],
  ['メール', ({ methods }) => tick(methods.includes('mail'))],
  ['フォーム', ({ methods }) => tick(methods.includes('form'))],
  ['チャット', ({ methods }) => tick(methods.includes('chat'))],
  ['オンライン', ({ methods }) => tick(methods.includes('video'))],
  ['手紙', ({ methods }) => tick(methods.includes('letter'))],
  ['訪問相談の受付', ({ takesHomeVisits }) => tick(takesHomeVisits)],
  ['電話番号', ({ phone }) => phone ?? ''],
  ['メールアドレス', ({ email }) => email ?? ''],
  ['受付時間', ({ hoursSaid }) => hoursSaid],
  ['住所', ({ address }) => address ?? ''],
  ['URL', ({ url }) => url ?? ''],
  ['確認日', ({ verifiedOn }) => verifiedOn ?? '未確認'],
  ['備考', noteOf],
  ['ID', ({ id }) => id],
];

/** 451-7 行政サービス拠点・支援機関等: facility, contact and the area it serves. */
const GIF: Column[] = [
  ['ID', ({ id }) => id],
  ['名称', ({ name }) => name],
  ['概要', ({ targetPersons, ageNote }) => joined(targetPersons, ageNote)],
  ['説明', ({ receives, whatChanges }) => joined(receives, whatChanges)],
  ['施設住所', ({ address }) => address ?? ''],
  ['連絡先名称', ({ leadDepartment, operatedBy, name }) => leadDepartment || operatedBy || name],
  ['連絡先電話番号', ({ phone }) => phone ?? ''],
  ['連絡先メールアドレス', ({ email }) => email ?? ''],
  ['連絡先URL', ({ url }) => url ?? ''],
  ['利用可能日時説明', ({ hoursSaid, closedText }) => joined(hoursSaid, closedText)],
  ['アクセシビリティ情報', ({ accessibility }) => accessibility],
  ['サービス担当区域の都道府県コード', ({ prefCode }) => codeOf(null, prefCode)],
  ['サービス担当区域の市区町村コード', (window) => servedCodes(window)],
  ['サービス担当区域の備考', ({ areaNote }) => areaNote],
  ['連絡先備考', noteOf],
];

const COLUMNS: Record<ListShape, Column[]> = { tokyo: TOKYO, gif: GIF };

export function windowTable(
  windows: PlacedWindow[],
  shape: ListShape,
): { heads: string[]; rows: string[][] } {
  const columns = COLUMNS[shape];
  return {
    heads: columns.map(([head]) => head),
    rows: windows.map((window) => columns.map(([, cell]) => cell(window))),
  };
}

const joined = (...texts: string[]): string => texts.filter(Boolean).join('\n');

/** Six digits; a prefecture's own end in 000 before the check digit. */
function codeOf(code5: string | null, prefCode: string | null): string {
  const five = code5 ?? (prefCode ? `${prefCode}000` : '');
  return five && `${five}${checkDigitOf(five)}`;
}

const servedCodes = (window: PlacedWindow): string =>
  townsServed(window)
    .map((code) => codeOf(code, null))
    .join(';');
