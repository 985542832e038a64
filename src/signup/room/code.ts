/** 入室番号: six digits, said on the phone or printed on the slip. */

export const CODE_LENGTH = 6;

/** The digits of what was typed, whatever its width and whatever stands between them. */
export const readCode = (typed: string): string => typed.normalize('NFKC').replace(/\D/gu, '');
