/** What a refused letter held, and what to do about it. */
export interface LetterRefused {
  words: string;
  nickname: string;
  wish: string;
  problems: { field: string; message: string }[];
}
