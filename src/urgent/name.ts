/** How a person who gave no name appears to the one who answers. */
export const nameOf = ({ nickname, language }: { nickname: string; language: string }): string =>
  nickname || (language === 'en' ? 'No name given' : '名前なし');
