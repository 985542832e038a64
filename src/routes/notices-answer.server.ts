/** What the card of notices sends: by its script, or by forms where somebody only ends them. */
import { localizeHref } from '#paraglide/runtime';
import { stillTold, tellHere, tellNoMore, tellOpenings, type Viewer } from '#notices/server';
import { textOf } from '#platform/form';

const STATUS = { told: 204, invalid: 422, unknown_service: 409 };

/** For whoever is nobody here, as for an act that there is not: not found. */
export async function answerNotices(
  viewer: Viewer | null,
  request: Request,
  page: string,
): Promise<Response> {
  const form = await request.formData();
  const act = textOf(form, 'act');
  if (!viewer) return answer(404);
  if (act === 'tell') return answer(STATUS[await tellHere(viewer, deviceIn(form))]);
  if (act === 'still')
    return answer((await stillTold(viewer, textOf(form, 'endpoint'))) ? 204 : 404);
  if (act === 'openings') await tellOpenings(viewer, form.has('wished'));
  else if (act === 'end') await tellNoMore(viewer);
  else return answer(404);
  const location = `${localizeHref(page)}#notices`;
  return new Response(null, { status: 303, headers: { location, 'cache-control': 'no-store' } });
}

const deviceIn = (form: FormData) =>
  Object.fromEntries(
    ['endpoint', 'p256dh', 'auth', 'language'].map((name) => [name, textOf(form, name)]),
  );

const answer = (status: number) =>
  new Response(null, { status, headers: { 'cache-control': 'no-store' } });
