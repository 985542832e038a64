/** Names of municipalities in Latin letters (Hepburn, long vowels short), from their reading. */
import type { Area } from './area.ts';

const rows: [string, string][] = [
  ['あいうえお', 'a i u e o'],
  ['かきくけこ', 'ka ki ku ke ko'],
  ['がぎぐげご', 'ga gi gu ge go'],
  ['さしすせそ', 'sa shi su se so'],
  ['ざじずぜぞ', 'za ji zu ze zo'],
  ['たちつてと', 'ta chi tsu te to'],
  ['だぢづでど', 'da ji zu de do'],
  ['なにぬねの', 'na ni nu ne no'],
  ['はひふへほ', 'ha hi fu he ho'],
  ['ばびぶべぼ', 'ba bi bu be bo'],
  ['ぱぴぷぺぽ', 'pa pi pu pe po'],
  ['まみむめも', 'ma mi mu me mo'],
  ['やゆよ', 'ya yu yo'],
  ['らりるれろ', 'ra ri ru re ro'],
  ['わをん', 'wa o n'],
];
const syllables = new Map(
  rows.flatMap(([kana, roman]) => {
    const sounds = roman.split(' ');
    return [...kana].map((one, n): [string, string] => [one, sounds[n] ?? '']);
  }),
);

function romanOf(kana: string): string {
  const plain = kana.replace(
    /(.)([ゃゅょ])|(.)/gu,
    (_, first?: string, small?: string, one = '') =>
      first && small ? glide(first, small) : (syllables.get(one) ?? one),
  );
  const doubled = plain.replace(/っch/gu, 'tch').replace(/っ(.)/gu, '$1$1').replace(/ー/gu, '');
  return doubled.replace(/o[ou]/gu, 'o').replace(/uu/gu, 'u');
}

function glide(first: string, small: string): string {
  const consonant = (syllables.get(first) ?? first).replace(/i$/u, '');
  const vowel = { ゃ: 'a', ゅ: 'u', ょ: 'o' }[small] ?? '';
  return /(sh|ch|j)$/u.test(consonant) ? consonant + vowel : `${consonant}y${vowel}`;
}

const ending = /(?<stem>.+)(?<kind>し|く|ちょう|まち|そん|むら)$/u;

/** "Toshima-ku", "Ikeda-cho". */
export function romanName(area: Pick<Area, 'kana'>): string {
  const { stem = area.kana, kind } = ending.exec(area.kana)?.groups ?? {};
  const name = romanOf(stem);
  const capital = name.charAt(0).toUpperCase() + name.slice(1);
  return kind ? `${capital}-${romanOf(kind)}` : capital;
}
