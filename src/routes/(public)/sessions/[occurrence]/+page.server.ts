import { error, fail, redirect } from '@sveltejs/kit';
import { m } from '#paraglide/messages';
import { getLocale, localizeHref } from '#paraglide/runtime';
import { findClaimable } from '#organisations/server';
import { effortFor } from '#participants/server';
import { now } from '#platform/clock';
import { describeRule, jsonLdOf, type OccurrenceDetail } from '#schedule';
import {
  findOccurrence,
  freeTimesOf,
  listComingDates,
  repeatsOf,
  standByNameOf,
} from '#schedule/server';
import { newFormToken, takeSignUp } from '#signup/server';
import { ownPage } from '../../own-page.ts';
import { forgetHere } from '../../../../this-device.server.ts';
import { firstTalkWays } from './first-talk.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({
  params,
  url,
  locals,
  setHeaders,
  getClientAddress,
}) => {
  const occurrence = await findOccurrence(params.occurrence);
  if (!occurrence) error(404, m.schedule_not_found());
  const { participant } = locals;
  setHeaders({ 'cache-control': ownPage(participant) });
  const locale = getLocale();
  const { organisationId, unchecked } = occurrence;
  return {
    occurrence,
    firstTalk: unchecked ? undefined : await firstTalkWays(occurrence),
    claimable: unchecked ? (await findClaimable(organisationId))?.id : undefined,
    rhythm: occurrence.rules
      .filter((rule) => rule.rrule !== null)
      .map((rule) => describeRule(rule, locale)),
    times:
      occurrence.kind === 'peer_consultation' ? await freeTimesOf(occurrence.seriesId) : undefined,
    standBy:
      occurrence.kind === 'peer_consultation' ? await standByNameOf(occurrence.id) : undefined,
    repeats:
      occurrence.kind === 'peer_consultation' ? await repeatsOf(occurrence.seriesId) : undefined,
    jsonLd: jsonLdOf(occurrence, url.origin + url.pathname),
    formToken: newFormToken(),
    effort: participant ? 0 : effortFor(getClientAddress()),
    together: occurrence.allDates ? await startsOf(occurrence) : undefined,
    somebodyHere: participant !== null,
    now: now(),
  };
};

const startsOf = async ({ seriesId }: Pick<OccurrenceDetail, 'seriesId'>) =>
  (await listComingDates(seriesId)).map(({ startsAt }) => startsAt);

export const actions: Actions = {
  async signUp({ params, request, locals, cookies, getClientAddress }) {
    const form = await request.formData();
    const from = {
      address: getClientAddress(),
      cookies: request.headers.get('cookie') ?? undefined,
    };
    const outcome = await takeSignUp(locals.participant, params.occurrence, form, from);
    if ('refused' in outcome) return fail(outcome.refused.status, { signUp: outcome.refused });
    const { cookie, receipt } = outcome;
    // One person at a time: whoever this device carried comes back by their words.
    if (cookie && locals.participant) await forgetHere(locals.participant);
    if (cookie) cookies.set(cookie.name, cookie.value, cookie.attributes);
    redirect(303, localizeHref(`/receipt/${receipt}`));
  },
};
