import { error } from '@sveltejs/kit';
import { m } from '#paraglide/messages';
import { getLocale } from '#paraglide/runtime';
import { now } from '#platform/clock';
import { describeRule, eventJsonLd } from '#schedule';
import { findOccurrence } from '#schedule/server';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ params, url }) => {
  const occurrence = await findOccurrence(params.occurrence);
  if (!occurrence) error(404, m.schedule_not_found());
  const locale = getLocale();
  return {
    occurrence,
    rhythm: occurrence.rules
      .filter((rule) => rule.rrule !== null)
      .map((rule) => describeRule(rule, locale)),
    jsonLd: eventJsonLd(occurrence, url.origin + url.pathname),
    now: now(),
  };
};
