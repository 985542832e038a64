/** What a feed's address asks for: the words of the list page, and besides them an organisation or a series. */
import { findOrganisation } from '#organisations/server';
import { m } from '#paraglide/messages';
import { placeAsked, scopeOf } from '../browse.server.ts';
import { chosenOf } from '../chosen.ts';
import type { ConsultationMethod } from '../consultations/availability.ts';
import { filterOf, type TimeOfDay } from '../filter.ts';
import { findSeriesRow } from '../series-queries.server.ts';
import { placeName } from '../words.ts';
import type { PlaceAsked } from '../whereabouts-queries.server.ts';
import { discreet } from './discreet.ts';
import { seriesWithin } from './feed-queries.server.ts';

export interface FeedScope {
  /** What the feed carries, in words that tell a bystander nothing. */
  title: string;
  seriesIds: string[];
  place: PlaceAsked;
  times: TimeOfDay[];
  methods: ConsultationMethod[];
}

/** `not_found`: a town, organisation or series that nobody knows; a subscription to everything would be a surprise. */
export async function feedScope(parameters: URLSearchParams): Promise<FeedScope | 'not_found'> {
  const filter = filterOf(parameters);
  const place = await placeAsked(filter.area, filter.reach);
  const organisation = await organisationNamed(parameters.get('organisation'));
  const series = await seriesNamed(parameters.get('series'));
  if (place.kind === 'several' || place.kind === 'unknown') return 'not_found';
  if (organisation === 'not_found' || series === 'not_found') return 'not_found';
  const { area: _, from: __, page: ___, ...choices } = filter;
  const seriesIds = await seriesWithin(
    { ...choices, ...scopeOf(place) },
    { organisationId: organisation?.id ?? null, seriesId: series?.id ?? null },
  );
  return {
    title: titled([
      series?.name ?? '',
      organisation?.name ?? '',
      ...chosenOf(filter, placeName(place)).map(({ label }) => label),
    ]),
    seriesIds,
    place: scopeOf(place),
    times: choices.times,
    methods: choices.methods,
  };
}

interface Named {
  id: string;
  name: string;
}

/** As its page shows it. */
async function organisationNamed(id: string | null): Promise<Named | 'not_found' | null> {
  if (id === null) return null;
  const found = await findOrganisation(id);
  return found?.shown ? found : 'not_found';
}

async function seriesNamed(id: string | null): Promise<Named | 'not_found' | null> {
  if (id === null) return null;
  const found = await findSeriesRow(id);
  return found?.shown ? { id, name: found.title } : 'not_found';
}

function titled(parts: string[]): string {
  const what = parts.map((part) => discreet(part)).filter(Boolean);
  return what.length > 0
    ? m.schedule_feed_title({ what: what.join(m.schedule_and()) })
    : m.schedule_feed_title_all();
}
