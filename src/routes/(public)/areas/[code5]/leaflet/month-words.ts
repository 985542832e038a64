/** A month as the leaflet sets it: 「12月の」 with its number large, or "December". */
import type { Locale } from '#paraglide/runtime';
import type { Month } from '#platform/month';

const ENGLISH =
  'January February March April May June July August September October November December'.split(
    ' ',
  );

export function monthWords(month: Month, locale: Locale) {
  const number = Number(month.slice(5));
  const year = month.slice(0, 4);
  const english = ENGLISH[number - 1] ?? '';
  return locale === 'en'
    ? { big: `${english} `, small: '', whole: `${english} ${year}` }
    : { big: String(number), small: '月の', whole: `${year}年${number}月` };
}
