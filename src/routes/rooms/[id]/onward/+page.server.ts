import { error, fail, redirect } from '@sveltejs/kit';
import { searchAreas } from '#areas/server';
import { m } from '#paraglide/messages';
import { getLocale, localizeHref } from '#paraglide/runtime';
import { fieldsOf } from '#platform/form';
import { proposeWindow } from '#rooms/server';
import { findEverPublicOccurrence } from '#schedule/server';
import { besideTalk } from '#signup/server';
import { READABLE_DAYS } from '#urgent';
import { goOnwardFromRoom, onwardInput, newPressToken } from '#urgent/server';
import { listWindows } from '#windows/server';
import type { Actions, PageServerLoad } from './$types';
import { memberOf } from '../member.server.ts';

export const load: PageServerLoad = async ({ locals, params, setHeaders }) => {
  setHeaders({ 'cache-control': 'no-store' });
  const { viewer, room } = await memberOf(locals, params.id);
  if (!room.occurrenceId || !(await besideTalk(viewer, room))) error(404);
  const occurrence = await findEverPublicOccurrence(room.occurrenceId);
  const windows = await listWindows({ organisationId: occurrence?.organisationId ?? '' });
  return {
    roomId: room.id,
    state: room.state,
    isHost: room.me.role === 'host',
    me: room.me.nickname,
    windows: windows.map(({ id, name }) => ({ id, name })),
    days: READABLE_DAYS,
    formToken: newPressToken(),
  };
};

interface Typed {
  windowId: string;
  place: string;
  nickname: string;
  passes: string;
  words: string;
  days: string;
}

const typedIn = (fields: Record<string, string>): Typed => ({
  windowId: fields['windowId'] ?? '',
  place: fields['place'] ?? '',
  nickname: fields['nickname'] ?? '',
  passes: fields['passes'] ?? 'nothing',
  words: fields['words'] ?? '',
  days: fields['days'] ?? '',
});

const PROBLEMS: Record<string, () => string> = {
  urgent_problem_words: m.urgent_problem_words,
  urgent_problem_nickname: m.urgent_problem_nickname,
};

/** A form that was not taken, with all that was typed. */
interface Refused {
  typed: Typed;
  field?: string;
  problem?: string;
  found?: Found[];
  going?: true;
}

const refuse = (status: number, refused: Refused) => fail(status, refused);

export const actions: Actions = {
  goOn: async (event) => {
    const { room } = await memberOf(event.locals, event.params.id);
    const viewer = event.locals.participant;
    if (!viewer || room.me.role === 'host') error(404);
    const fields = fieldsOf(await event.request.formData());
    const typed = typedIn(fields);
    const place = await placeIn(typed.place, fields['code5']);
    if ('problem' in place) return refuse(400, { typed, ...place });
    const input = onwardInput.safeParse({ ...fields, code5: place.code5 });
    if (!input.success) {
      const [issue] = input.error.issues;
      const field = String(issue?.path[0] ?? 'words');
      return refuse(400, {
        typed,
        field,
        problem: (PROBLEMS[issue?.message ?? ''] ?? m.urgent_problem_press)(),
      });
    }
    const done = await goOnwardFromRoom(viewer, {
      ...input.data,
      ...{ roomId: room.id, language: getLocale() },
    });
    if (done === 'not_found') error(404);
    if (done === 'going') return refuse(409, { typed, going: true });
    if (done === 'window')
      return refuse(409, { typed, field: 'windowId', problem: m.urgent_onward_window() });
    redirect(303, localizeHref(`/rooms/${room.id}`));
  },
  propose: async (event) => {
    const { viewer, room } = await memberOf(event.locals, event.params.id);
    if (room.me.role !== 'host') error(404);
    const done = await proposeWindow(viewer, room.id);
    if (done === 'not_found') error(404);
    if (done !== 'proposed') return fail(409, { notProposed: done });
    redirect(303, localizeHref(`/rooms/${room.id}`));
  },
};

interface Found {
  code5: string;
  name: string;
  prefecture: string;
}

/** One place, or why not; nothing typed is no place, and nobody needs one. */
async function placeIn(
  typed: string,
  chosen: string | undefined,
): Promise<{ code5?: string } | { field: string; problem: string; found?: Found[] }> {
  const searched = typed.trim().slice(0, 100);
  if (searched === '') return {};
  const found = (await searchAreas(searched)).map(({ code5, name, prefecture }) => ({
    ...{ code5, name, prefecture },
  }));
  const one = found.find(({ code5 }) => code5 === chosen) ?? (found.length === 1 && found[0]);
  if (one) return { code5: one.code5 };
  if (found.length === 0) return { field: 'place', problem: m.urgent_onward_place_none() };
  return { field: 'place', problem: m.urgent_onward_place_many(), found };
}
