/** Times of day as people in Japan write them: 13:30, 13時30分, 午後1時半, １０：００〜１２：００. */
import { plainLine } from './plain.ts';

export interface WrittenSpan {
  startsAtMinute: number;
  /** Past 1440 it is the next day. */
  endsAtMinute: number | null;
}

const TIME =
  /正午|(午前|午後|AM|PM)?\s*([0-4]?\d)\s*(?:時\s*(半|([0-5]?\d)\s*分?)?|:\s*([0-5]\d)(?::[0-5]\d)?)/gi;
const BETWEEN = /^\s*(?:分|頃|ごろ)?\s*(?:[-~]|から|より)\s*$/;

interface Token {
  minute: number;
  half: 'am' | 'pm' | undefined;
  from: number;
  to: number;
}

/** Every span a text names, in its order. */
export function readTimes(text: string): WrittenSpan[] {
  const typed = plainLine(text);
  const spans: WrittenSpan[] = [];
  let open: Token | undefined;
  for (const token of [...typed.matchAll(TIME)].map(tokenOf).filter((one) => one !== undefined)) {
    const last = spans.at(-1);
    if (open && last && BETWEEN.test(typed.slice(open.to, token.from))) {
      last.endsAtMinute = endOf(open, token);
      open = undefined;
    } else {
      spans.push({ startsAtMinute: token.minute, endsAtMinute: null });
      open = token;
    }
  }
  return spans;
}

/** Whether it is written as a program writes it. */
export const isPlainTime = (text: string): boolean => /^\d{1,2}:\d{2}(:00)?$/.test(text);

function tokenOf(match: RegExpMatchArray): Token | undefined {
  const [whole, word = '', hours, half, minutes, digital] = match;
  const at = { from: match.index ?? 0, to: (match.index ?? 0) + whole.length };
  if (whole === '正午') return { ...at, minute: 720, half: undefined };
  const hour = Number(hours);
  const minute = hour * 60 + (half === '半' ? 30 : Number(minutes ?? digital ?? 0));
  if (minute > 2880) return undefined;
  const pm = /午後|pm/i.test(word);
  const side = pm ? 'pm' : word ? 'am' : undefined;
  return { ...at, minute: pm && hour < 12 ? minute + 720 : minute, half: side };
}

/** 「午後1時〜3時」 ends at three in the afternoon. */
function endOf(start: Token, end: Token): number {
  const inherits = start.half === 'pm' && end.half === undefined && end.minute < start.minute;
  return inherits && end.minute < 720 ? end.minute + 720 : end.minute;
}
