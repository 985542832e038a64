/** Calendars and readers show titles on locked screens and to whoever sits beside: there the word never stands. */
import { m } from '#paraglide/messages';
import { readableLine } from '#platform/text';
import { categoryOf } from '../occurrence.ts';
import { categoryWord } from '../words.ts';
import type { FeedEntry } from './feed-entry.ts';

/** Spellings met in public titles, and a city's own word for it. */
const WORD = /(ひき|引き?)(こも|籠|込も)|hikikomori|こもりびと|socialwithdrawal/;

export const tells = (text: string): boolean => WORD.test(folded(text));

/** The text on one line, or `instead` where it tells. */
export const discreet = (text: string, instead = ''): string =>
  tells(text) ? instead : readableLine(text);

/** The organiser's title; where that tells, the kind with whoever holds it or the place. */
export function titleOf(entry: FeedEntry): string {
  if (!tells(entry.title)) return readableLine(entry.title);
  const kind = categoryWord(categoryOf(entry.kind, entry.audience));
  const where = [...entry.organisers, entry.placeName, entry.area ?? '']
    .map((text) => discreet(text))
    .find(Boolean);
  return where ? m.schedule_feed_neutral({ kind, where }) : kind;
}

const folded = (text: string): string =>
  text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[\s\p{Cf}・･\-‐_]+/gu, '')
    .replace(/[ァ-ヶ]/g, (kana) => String.fromCharCode(kana.charCodeAt(0) - 0x60));
