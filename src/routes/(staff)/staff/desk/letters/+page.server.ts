import { lettersInLine, placeInLine } from '#urgent/server';
import { signedIn } from '../../../signed-in.server.ts';
import { letterActions } from '../letters.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  const after = placeInLine.safeParse(Object.fromEntries(event.url.searchParams)).data;
  return { line: await lettersInLine(signedIn(event), after) };
};

export const actions: Actions = { openLetter: letterActions.openLetter };
