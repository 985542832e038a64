import { randomUUID } from 'node:crypto';
import { redirect } from '@sveltejs/kit';
import { getLocale, localizeHref } from '#paraglide/runtime';
import { areaWord, prefectureWord, romanName } from '#areas';
import { findArea, listPrefectures, prefectureNamed, searchAreas } from '#areas/server';
import type { ParticipantViewer } from '#participants';
import { now } from '#platform/clock';
import { latestMessages, roomOf } from '#rooms/server';
import { talkPath, type TalkPageData } from '#urgent';
import {
  nearestLetterDesk,
  newPressToken,
  routeAhead,
  talkOf,
  whenExpectedFor,
} from '#urgent/server';
import { districtAskedAt, districtsAsked } from '#windows/server';
import { phoneLines } from '../lines.server.ts';
import { ownPage } from '../own-page.ts';
import { contactOf } from './contact-of.ts';
import { openLines } from './open-lines.server.ts';
import type { PageServerLoad } from './$types';

export { actions } from './acts.server.ts';

export const load: PageServerLoad = async ({ locals, url, setHeaders, depends }) => {
  setHeaders({ 'cache-control': ownPage(locals.participant) });
  depends('urgent:talk');
  const viewer = locals.participant;
  const { contactId } = contactOf(url);
  const talk = viewer ? await talkOf(viewer, contactId) : undefined;
  // Of several each has its page: none takes another's place while it is looked at.
  if (talk && talk.others.length > 0 && contactId === null)
    redirect(303, localizeHref(talkPath(talk.contactId)));
  const place = await placeOf(url);
  const isOpen = talk !== undefined && talk.state !== 'ended';
  const [lines, { emergency }, ahead, room, expected, letters] = await Promise.all([
    openLines(talk?.prefCode ?? place.prefCode ?? place.code5?.slice(0, 2)),
    phoneLines(),
    isOpen ? [] : routeAhead(place.code5, place.district?.id ?? null, place.prefCode),
    viewer && isOpen && talk.roomId ? roomFor(viewer, talk.roomId) : undefined,
    viewer && isOpen && talk.state !== 'talking'
      ? whenExpectedFor(viewer, talk.contactId)
      : { next: null, times: [] },
    place.chosen !== null && !isOpen
      ? nearestLetterDesk({ ...place, districtId: place.district?.id })
      : undefined,
  ]);
  return {
    now: now().getTime(),
    talk,
    room,
    clientId: randomUUID(),
    formToken: newPressToken(),
    place,
    ahead,
    lines,
    emergency,
    expected,
    letters,
  } satisfies TalkPageData;
};

async function placeOf(url: URL): Promise<TalkPageData['place']> {
  const area = await findArea(url.searchParams.get('area') ?? '');
  const pref = area ? undefined : await prefectureOf(url.searchParams.get('pref'));
  const searched = (url.searchParams.get('place') ?? '').slice(0, 100);
  const found = area || pref || !searched ? [] : await searchAreas(searched);
  const english = getLocale() === 'en';
  const districts = (area ? await districtsAsked(area.code5) : []).map(({ id, name }) => ({
    id,
    name,
  }));
  return {
    districts,
    district: districts.find(({ id }) => id === url.searchParams.get('district')) ?? null,
    chosen: area ? areaWord(area) : (pref?.name ?? null),
    code5: area?.code5 ?? null,
    prefCode: pref?.prefCode ?? null,
    searched,
    foundPrefecture: (await prefectureAround(searched, found)) ?? null,
    found: await Promise.all(
      found.map(async (area) => {
        const district = await districtAskedAt(area.code5, searched);
        return {
          code5: area.code5,
          name: english ? romanName(area) : area.name,
          prefecture: english ? area.prefectureEn : area.prefecture,
          districtId: district?.id ?? null,
        };
      }),
    ),
  };
}

async function prefectureOf(prefCode: string | null) {
  const prefecture = (await listPrefectures()).find((one) => one.prefCode === prefCode);
  return prefecture && { prefCode: prefecture.prefCode, name: prefectureWord(prefecture) };
}

/** Whoever named a town may say no more than its prefecture. */
async function prefectureAround(searched: string, found: { prefCode: string }[]) {
  const named = await prefectureNamed(searched);
  const [around, ...others] = new Set(found.map(({ prefCode }) => prefCode));
  return prefectureOf(named?.prefCode ?? (others.length === 0 ? (around ?? null) : null));
}

async function roomFor(viewer: ParticipantViewer, roomId: string): Promise<TalkPageData['room']> {
  const [view, page] = await Promise.all([roomOf(viewer, roomId), latestMessages(viewer, roomId)]);
  return view && page !== 'not_found' ? { view, page } : undefined;
}
