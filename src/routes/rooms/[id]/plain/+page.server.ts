import { roomPage } from '../room-page.server.ts';
import type { PageServerLoad } from './$types';

export { actions } from '../+page.server.ts';

export const load: PageServerLoad = ({ locals, params, setHeaders }) => {
  setHeaders({ 'cache-control': 'no-store' });
  return roomPage(locals, params.id);
};
