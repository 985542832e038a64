/** A register of the few municipalities that a test speaks of. */
import { registerOf, type Area, type Register } from '#areas';

const PREFECTURES = [
  { prefCode: '01', name: '北海道' },
  { prefCode: '13', name: '東京都' },
  { prefCode: '14', name: '神奈川県' },
  { prefCode: '37', name: '香川県' },
].map((one) => ({ ...one, kana: '', nameEn: '' }));

/** A city, unless it says otherwise. */
type Named = Pick<Area, 'code5' | 'name'> & Partial<Pick<Area, 'kind'>>;

export const registerWith = (...areas: Named[]): Register =>
  registerOf(areas.map(area), PREFECTURES);

const area = ({ code5, name, kind = 'city' }: Named): Area => ({
  ...{ code5, name, kind, prefCode: code5.slice(0, 2) },
  ...{ kana: '', prefecture: '', prefectureEn: '' },
});
