/** What a person has typed and the portal does not have yet: it goes with them from the words to the talk and back. */

export const unkeptPart = (typed: string, kept: string): string =>
  (typed.startsWith(kept) ? typed.slice(kept.length) : typed).trim();

export const joined = (...parts: string[]): string =>
  parts.filter((part) => part !== '').join('\n');
