import { homeNow } from './home.server.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async () => {
  return { home: await homeNow() };
};
