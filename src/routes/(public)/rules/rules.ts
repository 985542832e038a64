/** The day on which the rules of use last changed: whoever changes a sentence of theirs changes this. */
export const RULES_SINCE = '2026-11-21';
