/** Telephone numbers as offices write them: several in one cell, each after the name of its section. */
import { plain } from './plain.ts';

export interface WrittenPhone {
  /** The section's name, or nothing. */
  label: string;
  /** Half-width, with hyphens. */
  number: string;
}

const NUMBER =
  /\(?\s*(0\d{1,4})\s*\)?\s*[-(\s]?\s*(\d{1,4})\s*[-)\s]\s*(\d{3,4})(?!\d)|(?<!\d)(0\d{9,10})(?!\d)/g;

export function readPhones(text: string): WrittenPhone[] {
  const typed = plain(text);
  let before = 0;
  return [...typed.matchAll(NUMBER)].map((match) => {
    const [whole, ...parts] = match;
    const label = typed
      .slice(before, match.index)
      .replace(/^[\s/、,;]+|[\s:()/、,;]+$|^\s*\(|電話|TEL\.?/gi, '');
    before = (match.index ?? 0) + whole.length;
    return {
      label: label.replace(/^[()\s]+|[()\s:]+$/g, ''),
      number: parts.filter(Boolean).join('-'),
    };
  });
}
