/** schema.org GovernmentService of one window, as search engines read it. */
import { jsonLd } from '#platform/json-ld';
import type { LocalDate } from '#platform/tokyo';
import { isOfEveryWeek, type HoursOfDay, type HoursRule, type Minutes } from './hours.ts';
import type { WindowRecord } from './window.ts';

interface Told {
  /** The page's own address. */
  url: string;
  /** Names of the places it serves. */
  areas: string[];
  /** Coming days with other hours than the rules of every week say, holidays among them. */
  dated: HoursOfDay[];
}

export function windowJsonLd(window: WindowRecord, { url, areas, dated }: Told): string {
  const hours = [...openingHours(window.hours ?? []), ...dated.flatMap(hoursOfDay)];
  return jsonLd({
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
  });
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
  hours: Opening[],
) {
  const contact = {
    '@type': 'ContactPoint',
    telephone: phone ?? undefined,
    email: email ?? undefined,
    hoursAvailable: hours,
    availableLanguage: languages.filter((language) => /^[a-z]{2}$/u.test(language)),
  };
  const own = address ? [{ '@type': 'Place', name: operatedBy || name, address }] : [];
  const places = [...own, ...placesIn(hours)];
  return {
    '@type': 'ServiceChannel',
    serviceUrl: url,
    servicePhone: phone ? contact : undefined,
    serviceLocation: places.length > 1 ? places : places[0],
  };
}

/** Where it is open on some days only, each place with its own hours. */
const placesIn = (hours: Opening[]) =>
  [...Map.groupBy(hours, ({ description }) => description)].flatMap(([name, of]) =>
    name === undefined
      ? []
      : [
          {
            '@type': 'Place',
            name,
            openingHoursSpecification: of.map((one) => ({ ...one, description: undefined })),
          },
        ],
  );

const DAYS = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'];

type Opening = ReturnType<typeof opening>;

/** Hours past midnight close on the next day there; where it is not always the same place, that is told in words. */
const opening = (
  { opens, closes, place }: Minutes & { place?: string },
  on: { dayOfWeek?: string | string[]; validFrom?: LocalDate; validThrough?: LocalDate },
) => ({
  '@type': 'OpeningHoursSpecification',
  ...on,
  opens: clock(opens),
  closes: clock(closes === 1440 ? 1439 : closes % 1440),
  description: place,
});

/** Nothing from midnight to midnight is closed all day. */
const CLOSED = { opens: 0, closes: 0 };

/** One Wednesday a month, a holiday: told day by day. */
const hoursOfDay = ({ date, spans }: HoursOfDay): Opening[] =>
  (spans.length > 0 ? spans : [CLOSED]).map((span) =>
    opening(span, { validFrom: date, validThrough: date }),
  );

/** What schema.org says by rule: those of every week; and of holidays, where all of those are closed then. */
function openingHours(rules: HoursRule[]): Opening[] {
  const weekly = rules.filter(isOfEveryWeek);
  const hours = weekly.map(({ weekdays = [1, 2, 3, 4, 5, 6, 7], ...span }) =>
    opening(span, { dayOfWeek: weekdays.map((day) => `https://schema.org/${DAYS[day - 1]}`) }),
  );
  const never = weekly.length > 0 && weekly.every((rule) => rule.except?.includes('holidays'));
  return never
    ? [...hours, opening(CLOSED, { dayOfWeek: 'https://schema.org/PublicHolidays' })]
    : hours;
}

const clock = (minutes: number): string =>
  `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`;
