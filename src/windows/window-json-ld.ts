/** schema.org GovernmentService of one window, as search engines read it. */
import type { HoursOfDay, HoursRule } from './hours.ts';
import type { WindowRecord } from './window.ts';

interface Told {
  /** The page's own address. */
  url: string;
  /** Names of the places it serves. */
  areas: string[];
  /** Coming days whose hours no rule of every week says. */
  dated: HoursOfDay[];
}

export function windowJsonLd(window: WindowRecord, { url, areas, dated }: Told): string {
  const hours = [...openingHours(window.hours ?? []), ...dated.flatMap(hoursOfDay)];
  const service = {
    '@context': 'https://schema.org',
    '@type': 'GovernmentService',
    name: window.name,
    serviceType: 'ひきこもりの相談',
    url,
    sameAs: window.url ?? undefined,
    provider: { '@type': 'Organization', name: window.operatedBy || window.name },
    audience: audienceOf(window),
    areaServed: areas.map((name) => ({ '@type': 'AdministrativeArea', name })),
    availableLanguage: window.languages.filter((language) => /^[a-z]{2}$/u.test(language)),
    hoursAvailable: hours,
    availableChannel: channelsOf(window, url, hours),
  };
  return JSON.stringify(service).replaceAll('<', '\\u003c');
}

const audienceOf = ({ targetPersons, minimumAge, maximumAge }: WindowRecord) => ({
  '@type': 'PeopleAudience',
  audienceType: targetPersons || undefined,
  suggestedMinAge: minimumAge ?? undefined,
  suggestedMaxAge: maximumAge ?? undefined,
});

function channelsOf(
  { phone, email, address, operatedBy, name, languages }: WindowRecord,
  url: string,
  hours: object[],
) {
  const contact = {
    '@type': 'ContactPoint',
    telephone: phone ?? undefined,
    email: email ?? undefined,
    hoursAvailable: hours,
    availableLanguage: languages.filter((language) => /^[a-z]{2}$/u.test(language)),
  };
  const place = address && { '@type': 'Place', name: operatedBy || name, address };
  return {
    '@type': 'ServiceChannel',
    serviceUrl: url,
    servicePhone: phone ? contact : undefined,
    serviceLocation: place || undefined,
  };
}

const DAYS = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'];

/** One Wednesday a month, a holiday: told day by day. Nothing from midnight to midnight is closed all day. */
const hoursOfDay = ({ date, spans }: HoursOfDay) =>
  (spans.length > 0 ? spans : [{ opens: 0, closes: 0 }]).map(({ opens, closes }) => ({
    '@type': 'OpeningHoursSpecification',
    validFrom: date,
    validThrough: date,
    opens: clock(opens),
    closes: clock(closes === 1440 ? 1439 : closes % 1440),
  }));

/** What schema.org says by rule: those of every week. Hours past midnight close on the next day there. */
const openingHours = (rules: HoursRule[]) =>
  rules
    .filter(({ weeks, monthDays }) => !weeks && !monthDays)
    .map(({ weekdays = [1, 2, 3, 4, 5, 6, 7], opens, closes }) => ({
      '@type': 'OpeningHoursSpecification',
      dayOfWeek: weekdays.map((day) => `https://schema.org/${DAYS[day - 1]}`),
      opens: clock(opens),
      closes: clock(closes === 1440 ? 1439 : closes % 1440),
    }));

const clock = (minutes: number): string =>
  `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`;
