/** What only the public pages say of a person or a source: the pages of staff do not carry it. */
import { m } from '#paraglide/messages';
import { locales } from '#paraglide/runtime';
import { formatPartialDate } from '#ui';

/** Whom a drawing stands for: in either language the same, also where they are called by no name. */
export const drawnFor = (name: string): string =>
  locales.some((locale) => name === m.schedule_listener_unnamed({}, { locale })) ? '' : name;

/** As far as the source dates itself. */
export const sourceDateWord = (date: string | null): string =>
  date === null || date === 'undated' ? m.schedule_source_undated() : formatPartialDate(date);
