import { deviceIsKeptOutAt } from '#rooms/server';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ request, setHeaders }) => {
  setHeaders({ 'cache-control': 'no-store' });
  const places = await deviceIsKeptOutAt(request.headers.get('cookie') ?? undefined);
  return { keptOut: places.size > 0 };
};
