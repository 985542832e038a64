/** Municipality codes of five and six digits, also as spreadsheets leave them: without the leading zero. */
import { plain } from './plain.ts';

export interface WrittenCode {
  /** Prefecture and town, without the check digit. A prefecture's own ends in 000. */
  code5: string;
  form: 'whole' | 'without_check_digit' | 'without_zero';
}

/** The sixth digit: weights 6 5 4 3 2, what is missing to eleven. */
export function checkDigitOf(code5: string): number {
  const sum = [...code5].reduce((total, digit, at) => total + Number(digit) * (6 - at), 0);
  return (11 - (sum % 11)) % 10;
}

/** What a text can be read as, the likeliest first: five digits may lack the first as well as the last. */
export function readTownCode(text: string): WrittenCode[] {
  const digits = plain(text).trim();
  if (!/^\d{1,6}$/.test(digits)) return [];
  if (digits.length === 6)
    return isWhole(digits) ? [{ code5: digits.slice(0, 5), form: 'whole' }] : [];
  if (digits.length === 5) {
    const whole = `0${digits}`;
    const short = { code5: digits, form: 'without_check_digit' } as const;
    return isWhole(whole) ? [{ code5: whole.slice(0, 5), form: 'without_zero' }, short] : [short];
  }
  if (digits.length === 4) return [{ code5: `0${digits}`, form: 'without_zero' }];
  return digits.length <= 2
    ? [{ code5: `${digits.padStart(2, '0')}000`, form: 'without_check_digit' }]
    : [];
}

const isWhole = (code6: string): boolean => checkDigitOf(code6.slice(0, 5)) === Number(code6[5]);
