import { m } from '#paraglide/messages';

/** 「ナギさん」, or that no name was given. */
export const personInWords = (nickname: string): string =>
  nickname === '' ? m.urgent_desk_no_name() : m.urgent_desk_person({ name: nickname });
