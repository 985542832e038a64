/** Dates, times and numbers as people type them, made plain; what cannot be read stays as typed, to be refused kindly. */

const plain = (text: string) => text.normalize('NFKC').replace(/\s/g, '');

/** 「2026年2月3日」, "2026/2/3" → "2026-02-03" */
export function typedDate(text: string): string {
  const [, year, month, day] =
    /^(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?$/.exec(plain(text)) ?? [];
  return year && month && day
    ? `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`
    : text.trim();
}

/** One a line or between commas; a date without its year is of the year before it, or of the next. */
export function typedDates(text: string): string[] {
  const dates: string[] = [];
  for (const part of text.split(/[\n、,，;]+/).filter((one) => one.trim() !== ''))
    dates.push(afterDate(part, dates.at(-1) ?? ''));
  return dates;
}

function afterDate(text: string, before: string): string {
  const [, month, day] = /^(\d{1,2})[-/.月](\d{1,2})日?$/.exec(plain(text)) ?? [];
  const year = Number(before.slice(0, 4));
  if (!month || !day || !year) return typedDate(text);
  const sameYear = typedDate(`${year}-${month}-${day}`);
  return sameYear > before ? sameYear : typedDate(`${year + 1}-${month}-${day}`);
}

/** 「15日、末日」 → 15 and -1; NaN for what is no day. */
export const typedMonthDays = (text: string): number[] =>
  text
    .split(/[\s、,，・]+/)
    .filter((one) => one !== '')
    .map((one) =>
      /^(月?末日?|last)$/i.test(plain(one)) ? -1 : Number(plain(one).replace(/日$/, '')),
    );

/** 「20時30分」, "2030", "20" → "20:30", "20:30", "20:00"; "26:00" stays. */
export function typedTime(text: string): string {
  const typed = plain(text);
  const [, hour, minute] =
    /^(\d{1,2})(?:[:時](\d{1,2})?分?)?$/.exec(typed) ?? /^(\d{2})(\d{2})$/.exec(typed) ?? [];
  return hour ? `${hour}:${(minute ?? '').padStart(2, '0')}` : text.trim();
}

/** 「１２人」 → 12; nothing typed → null; NaN for what is no number. */
export function typedNumber(text: string): number | null {
  const typed = plain(text).replace(/[人名席]$/, '');
  return typed === '' ? null : Number(typed);
}

/** Whether a browser's date field could show it. */
export const isShownByDateField = (text: string): boolean => {
  const at = new Date(`${text}T00:00:00Z`);
  return text === '' || (!Number.isNaN(at.getTime()) && at.toISOString().startsWith(text));
};
