import { imageOf } from '#people/server';
import { isId } from '#platform/id';
import { scheduleShows } from '#schedule/server';
import { deskShows } from '#windows/server';
import type { RequestHandler } from './$types';

const FILE = /^([^.]+)\.webp$/;

/** Kept by a browser, and asked for anew each time: taken back, it is shown no more from that moment on. */
const CACHED = 'private, no-cache';

/** A portrait, only while somebody's consent has it on a page that everybody may see; never the same address for two pictures. */
export const GET: RequestHandler = async ({ params, request }) => {
  const [, id] = FILE.exec(params.file) ?? [];
  if (!isId(id) || !(await isShown(id))) return nothing();
  const headers = { etag: `"${id}"`, 'cache-control': CACHED };
  if (request.headers.get('if-none-match') === headers.etag)
    return new Response(null, { status: 304, headers });
  const image = await imageOf(id);
  return image
    ? new Response(new Uint8Array(image), { headers: { ...headers, 'content-type': 'image/webp' } })
    : nothing();
};

const isShown = async (id: string): Promise<boolean> =>
  (await scheduleShows(id)) || (await deskShows(id));

const nothing = () => new Response(null, { status: 404, headers: { 'cache-control': 'no-store' } });
