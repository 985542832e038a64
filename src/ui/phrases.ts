/**
 * Where a Japanese line may end: between phrases, as BudouX's model scores each place by the letters around it. The model
 * ships with the portal (docs/data.md): its package asks for a document and a cloud client that scoring does not need.
 */
import model from './phrases-ja.json' with { type: 'json' };

/** The text in parts that stay whole at the end of a line; joined they are the text again. */
export function phrasesOf(text: string): string[] {
  const known = lately.get(text);
  if (known) return known;
  const phrases = JAPANESE.test(text) ? partedAt(placesToBreak(text), text) : [text];
  if (lately.size >= KEPT) lately.clear();
  lately.set(text, phrases);
  return phrases;
}

/** Scoring a title takes some 40 µs, and a page of sessions has a hundred of them, the same ones for every reader. */
const lately = new Map<string, string[]>();
const KEPT = 2_000;

function partedAt(places: number[], text: string): string[] {
  const ends = [...places, text.length];
  return ends.map((end, index) => text.slice(ends[index - 1] ?? 0, end));
}

const JAPANESE = /[\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Han}]/u;

function placesToBreak(text: string): number[] {
  const whole = [...text.matchAll(WHOLE)].map(({ 0: { length }, index }) => [
    index,
    index + length,
  ]);
  const places: number[] = [];
  for (let at = 1; at < text.length; at++)
    if (
      (scoreAt(text, at) > 0 || text.startsWith(MISSED, at)) &&
      !NEVER_LAST.test(text.charAt(at - 1)) &&
      !NEVER_FIRST.test(text.charAt(at)) &&
      !LEANS_BACK.test(text.slice(at, at + 4)) &&
      !whole.some(([from = 0, to = 0]) => from < at && at < to)
    )
      places.push(at);
  return places;
}

/** Foreign words, and dates, times and amounts with what they count. */
const UNBROKEN =
  /[A-Za-z][\w.'’-]*|第?\d[\d.,:/–〜～-]*(?:(?:か[月所]|時間|週間|年[度生]|[年月日時分秒回人名組席件歳才円階度])\d*)*(?:（.）)?(?:の回)?/;

/** Words of our pages that the model parts: it learned from texts that write them with more kanji. */
const MISREAD =
  /さが[すしせ]|のせ[てるら]|もど[るっすし]|ちが[うい]|となり|ひらがな|にぎやか|ふくむ|うかがう|日にち|今日|明るい|下書き|急がなくて|として|という/;

/** A polite end of many sentences of ours, which the model leaves in one piece with all that it is said of. */
const MISSED = 'かまいません';

const WHOLE = new RegExp(`${UNBROKEN.source}|${MISREAD.source}`, 'gu');

/** Opening brackets and half a letter. */
const NEVER_LAST = /[([{（［｛「『【〈《“‘\uD800-\uDBFF]|\u200D/;
const NEVER_FIRST =
  /[\s)\]}）］｝」』】〉》”’、。，．,.・:;：；!?！？…‥ー〜～%％々ぁぃぅぇぉっゃゅょゎァィゥェォッャュョヮヵヶ\p{M}\uDC00-\uDFFF]|\u200D/u;

/** Nouns that say nothing without the words before them: 「困ったとき」, 「方のための」. */
const LEANS_BACK = /^(?:ため[のに]|とき(?!どき)|ところ(?!どころ|で、))/;

/** Which letters around the place each part of the model weighs. */
const AROUND: Record<keyof typeof model, [from: number, to: number]> = {
  UW1: [-3, -2],
  UW2: [-2, -1],
  UW3: [-1, 0],
  UW4: [0, 1],
  UW5: [1, 2],
  UW6: [2, 3],
  BW1: [-2, 0],
  BW2: [-1, 1],
  BW3: [0, 2],
  TW1: [-3, 0],
  TW2: [-2, 1],
  TW3: [-1, 2],
  TW4: [0, 3],
};

const PARTS = Object.entries(AROUND).map(([part, [from, to]]) => ({
  from,
  to,
  weights: new Map<string, number>(Object.entries(model[part as keyof typeof model])),
}));

const EVERYTHING = PARTS.flatMap(({ weights }) => [...weights.values()]).reduce((a, b) => a + b, 0);

function scoreAt(text: string, at: number): number {
  let score = -EVERYTHING / 2;
  for (const { from, to, weights } of PARTS)
    score += weights.get(text.substring(at + from, at + to)) ?? 0;
  return score;
}
