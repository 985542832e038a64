import { homeNow } from './home.server.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ depends }) => {
  depends('tsudoi:home');
  return { home: await homeNow() };
};
