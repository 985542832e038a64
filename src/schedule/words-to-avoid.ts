/** Words that hurt, or set work and recovery as the aim (the ministry's handbook of 2025): they are pointed out, never changed. */
const WORDS = [
  '引きこもり者',
  'ひきこもり者',
  '脱出',
  '脱却',
  '克服',
  '更生',
  '社会復帰',
  'ニート',
  '問題行動',
  '怠け',
  '甘え',
  '親の責任',
];

// A word is none where it is part of another one: ニート in コミュニート, 更生 in 更生保護.
const INNOCENT = /更生保護|更生施設|脱出ゲーム/g;

/** Those a text has, in the order of the list. */
export function wordsToAvoid(text: string): string[] {
  const read = text.normalize('NFKC').replace(INNOCENT, '');
  return WORDS.filter((word) => read.includes(word));
}
