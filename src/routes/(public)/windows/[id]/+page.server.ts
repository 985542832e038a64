import { error, fail, redirect } from '@sveltejs/kit';
import { findAreas, listPrefectures } from '#areas/server';
import { findClaimable } from '#organisations/server';
import { now } from '#platform/clock';
import { textOf } from '#platform/form';
import { localDate } from '#platform/tokyo';
import { m } from '#paraglide/messages';
import { localizeHref } from '#paraglide/runtime';
import { letterDeskFor } from '#urgent/server';
import { townsServed, windowJsonLd } from '#windows';
import {
  besideLimited,
  comingHours,
  datedHours,
  findWindow,
  peopleAtDesk,
  suggestCorrection,
} from '#windows/server';
import { windowsNow } from '../window-now.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ params, url }) => {
  const window = await findWindow(params.id);
  if (!window) error(404);
  const at = now();
  const [shown] = await windowsNow([window], at);
  if (!shown) error(404);
  const [serves, excludes, prefectures, beside, claimable, people, letters] = await Promise.all([
    findAreas(townsServed(window)),
    findAreas(window.excludes),
    listPrefectures(),
    besideLimited(window),
    findClaimable(window.organisationId),
    peopleAtDesk(window),
    letterDeskFor(window.id),
  ]);
  const prefecture = prefectures.find(({ prefCode }) => prefCode === window.prefCode);
  const areas = serves.map((area) => area.prefecture + area.name);
  return {
    window,
    shown,
    now: at,
    today: localDate(at),
    serves,
    excludes,
    prefecture,
    coming: window.hours === null ? [] : comingHours(window, at),
    beside: await windowsNow(beside, at),
    people,
    letters,
    told: url.searchParams.has('told'),
    claimable: claimable?.id,
    jsonLd: windowJsonLd(window, {
      url: url.origin + url.pathname,
      dated: datedHours(window, at),
      areas: areas.length > 0 ? areas : [prefecture?.name ?? '日本'],
    }),
  };
};

const PROBLEMS = {
  empty: m.windows_correction_empty,
  long: m.windows_correction_long,
  busy: m.windows_correction_busy,
  enough: m.windows_correction_enough,
};

const STATUS = { empty: 400, long: 400, busy: 503, enough: 429 };

export const actions: Actions = {
  correct: async ({ params, request, getClientAddress }) => {
    const suggestion = textOf(await request.formData(), 'suggestion');
    const done = await suggestCorrection(params.id, suggestion, getClientAddress());
    if (done === 'not_found') error(404);
    if (done !== 'taken') return fail(STATUS[done], { suggestion, message: PROBLEMS[done]() });
    redirect(303, `${localizeHref(`/windows/${params.id}`)}?told#correction`);
  },
};
