/** The directory's fixed words, in the language of the page. */
import { m } from '#paraglide/messages';
import { formatDay, formatPartialDate, formatTime, relativeDay } from '#ui';
import { getLocale } from '#paraglide/runtime';
import { describeHours } from './hours-words.ts';
import type { OpenState } from './hours.ts';
import type { Checked, Level, Method, WindowLanguage, WindowRecord } from './window.ts';

export const methodWord = (method: Method): string =>
  ({
    phone: m.windows_method_phone,
    mail: m.windows_method_mail,
    form: m.windows_method_form,
    chat: m.windows_method_chat,
    video: m.windows_method_video,
    in_person: m.windows_method_in_person,
    home_visit: m.windows_method_home_visit,
    letter: m.windows_method_letter,
  })[method]();

const LANGUAGES: Record<WindowLanguage, () => string> = {
  ja: m.windows_language_ja,
  plain_ja: m.windows_language_plain_ja,
  en: m.windows_language_en,
  zh: m.windows_language_zh,
  ko: m.windows_language_ko,
  vi: m.windows_language_vi,
  pt: m.windows_language_pt,
  es: m.windows_language_es,
  tl: m.windows_language_tl,
  ne: m.windows_language_ne,
  sign: m.windows_language_sign,
};

export const languageWord = (language: WindowLanguage): string => LANGUAGES[language]();

export const levelWord = (level: Level): string =>
  ({
    town: m.windows_level_town,
    shared: m.windows_level_shared,
    prefecture: m.windows_level_prefecture,
    nationwide: m.windows_level_nationwide,
  })[level]();

export function agesWord(minimum: number | null, maximum: number | null): string | undefined {
  if (minimum !== null && maximum !== null) return m.windows_ages_between({ minimum, maximum });
  if (minimum !== null) return m.windows_ages_from({ minimum });
  return maximum === null ? undefined : m.windows_ages_to({ maximum });
}

/** Hours as the list writes them, in Japanese; on English pages, or where it writes none, as the rules say them. */
export function hoursShown(
  { hours, hoursText }: Pick<WindowRecord, 'hours' | 'hoursText'>,
  locale = getLocale(),
): { text: string; japanese: boolean } {
  const asWritten = locale === 'ja' ? hoursText !== '' : hours === null;
  return asWritten
    ? { text: hoursText, japanese: true }
    : { text: describeHours(hours ?? [], locale), japanese: false };
}

/** "いまは受付時間です（17:00まで）"; nothing where the hours are unknown. */
export function openWord(open: OpenState, now: Date): string | undefined {
  if (open.state === 'unknown') return undefined;
  if (open.state === 'open')
    return open.until
      ? m.windows_open_until({ time: clock(open.until, now) })
      : m.windows_open_always();
  return open.next ? m.windows_closed_next({ time: clock(open.next, now) }) : m.windows_closed();
}

const clock = (at: Date, now: Date): string => {
  const today = formatDay(at) === formatDay(now);
  const day = relativeDay(at, now) ?? formatDay(at);
  return today ? formatTime(at) : `${joined(day)} ${formatTime(at)}`;
};

/** A date on one line: word joiners keep it there, in English spaces that do not break. */
const joined = (date: string): string =>
  getLocale() === 'en' ? date.replaceAll(' ', '\u00A0') : [...date].join('\u2060');

/** As far as the source dates itself. */
export const sourceDateWord = (date: string | null): string =>
  date === null || date === 'undated' ? m.windows_source_undated() : formatPartialDate(date);

/** 「未確認（のせてから12日）」, 「200日確認されていません」, or when somebody did. */
export function checkedWord(checked: Checked): string {
  if (checked.state === 'checked')
    return m.windows_checked({ date: formatDay(checked.on, { year: true }) });
  if (checked.state === 'stale') return m.windows_stale({ days: checked.days });
  return checked.days > 0
    ? m.windows_unchecked_since({ days: checked.days })
    : m.windows_unchecked();
}

/** The site a source was read at: "city.toshima.lg.jp". */
export function siteOf(url: string): string {
  const address = /^https?:\/\/(www\.)?([^/\s]+)/u.exec(url);
  return address?.[2] ?? url;
}

/** Texts with the phone numbers in them apart, so that each can be called. */
export const splitNumbers = (text: string): { text: string; number: boolean }[] =>
  text
    .split(/(0\d[\d-]{8,})/u)
    .filter((part) => part !== '')
    .map((part) => ({ text: part, number: /^0\d[\d-]{8,}$/u.test(part) }));
