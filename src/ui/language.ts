/**
 * Names and texts of others are Japanese on every page: where one stands, its element says so, and is read aloud as such.
 * Nothing for text without Japanese letters, and for sentences of ours around a name.
 */
export const languageOf = (text: string): 'ja' | undefined =>
  /[\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Han}]/u.test(text) && !/[a-z]{3}/u.test(text)
    ? 'ja'
    : undefined;
