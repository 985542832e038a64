import { deviceIsKeptOut } from '#participants/server';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ request, setHeaders }) => {
  setHeaders({ 'cache-control': 'no-store' });
  return { keptOut: await deviceIsKeptOut(request.headers.get('cookie') ?? undefined) };
};
