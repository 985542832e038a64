/** Words that hurt, or set work and recovery as the aim (the ministry's handbook of 2025): they are pointed out, never changed. */
export type ReasonToAvoid =
  'label' | 'overcoming' | 'wrongdoing' | 'return_to_work' | 'neet' | 'laziness' | 'blame';

interface WordToAvoid {
  word: string;
  reason: ReasonToAvoid;
}

const WORDS: WordToAvoid[] = [
  { word: '引きこもり者', reason: 'label' },
  { word: 'ひきこもり者', reason: 'label' },
  { word: '脱出', reason: 'overcoming' },
  { word: '脱却', reason: 'overcoming' },
  { word: '克服', reason: 'overcoming' },
  { word: '更生', reason: 'wrongdoing' },
  { word: '社会復帰', reason: 'return_to_work' },
  { word: 'ニート', reason: 'neet' },
  { word: '問題行動', reason: 'wrongdoing' },
  { word: '怠け', reason: 'laziness' },
  { word: '甘え', reason: 'laziness' },
  { word: '親の責任', reason: 'blame' },
];

// A word is none where it is part of another one: ニート in コミュニート, 更生 in 更生保護.
const INNOCENT = /更生保護|更生施設|脱出ゲーム/g;

/** Those a text has, in the order of the list. */
export function adviceOn(text: string): WordToAvoid[] {
  const read = text.normalize('NFKC').replace(INNOCENT, '');
  return WORDS.filter(({ word }) => read.includes(word));
}

/** The same, words only. */
export const wordsToAvoid = (text: string): string[] => adviceOn(text).map(({ word }) => word);
