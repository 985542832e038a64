import { m } from '#paraglide/messages';

/** What can be said with one press, by who does not want to write. */
export const phrases = (): string[] => [
  m.rooms_phrase_listening(),
  m.rooms_phrase_understand(),
  m.rooms_phrase_rest(),
  m.rooms_phrase_speak(),
];
