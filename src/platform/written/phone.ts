/** Telephone numbers as offices write them: several in one cell, each after the name of its section. */
import { plainLine } from './plain.ts';

export interface WrittenPhone {
  /** The section's name, or nothing. */
  label: string;
  /** Half-width, with hyphens. */
  number: string;
}

const NUMBER =
  /\(?\s*(0\d{1,4})\s*\)?\s*[-(\s]?\s*(\d{1,4})\s*[-)\s]\s*(\d{3,4})(?!\d)|(?<!\d)(0\d{9,10})(?!\d)/g;

export function readPhones(text: string): WrittenPhone[] {
  const typed = plainLine(text);
  let before = 0;
  return [...typed.matchAll(NUMBER)].map((match) => {
    const [whole, ...parts] = match;
    const label = labelOf(typed.slice(before, match.index));
    before = (match.index ?? 0) + whole.length;
    return { label, number: parts.filter(Boolean).join('-') };
  });
}

const labelOf = (beside: string): string =>
  endedBefore(
    /[()\s:]/,
    endedBefore(/[\s:()/、,;]/, beside).replace(/^[\s/、,;]+|^\s*\(|電話|TEL\.?/gi, ''),
  ).replace(/^[()\s]+/, '');

/** Without the signs at its end; an expression that looks for those begins anew at each of a thousand commas. */
function endedBefore(sign: RegExp, text: string): string {
  let end = text.length;
  while (end > 0 && sign.test(text.charAt(end - 1))) end -= 1;
  return text.slice(0, end);
}
