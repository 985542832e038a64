/** 「急がない手紙」: to one window, which never rings for it. */
import type { Locale } from '#paraglide/runtime';
import type { ParticipantViewer } from '#participants';
import { now } from '#platform/clock';
import { db } from '#platform/db';
import { findWindow, routeWindows } from '#windows/server';
import { answerBy } from '../answer-by.server.ts';
import { waitsForAnswer } from '../answer-by.ts';
import { asChosen, chosenFirst } from '../route.ts';
import { beginContact, type Pressed } from '../press/beginning.server.ts';
import type { LetterInput } from './input.ts';
import type { LetterDesk } from './letter.ts';
import { takingLetters } from '../windows-kept-queries.server.ts';

/** The window itself where somebody there can write back, else the nearest along the route where somebody can. */
export async function letterDeskFor(windowId: string): Promise<LetterDesk | undefined> {
  const window = await findWindow(windowId);
  if (!window) return undefined;
  const { id, name, code5, prefCode } = window;
  return (await firstToAnswer([{ id, name }])) ?? nearestLetterDesk({ code5, prefCode });
}

/** The first window on the way from a place where somebody can write back. */
export async function nearestLetterDesk(from: {
  code5: string | null;
  prefCode: string | null;
  districtId?: string | undefined;
}): Promise<LetterDesk | undefined> {
  const stages = await routeWindows(from.code5, from.prefCode, from.districtId ?? null);
  return firstToAnswer(stages.flatMap(({ windows }) => windows));
}

async function firstToAnswer(windows: LetterDesk[]): Promise<LetterDesk | undefined> {
  const ids = windows.map((window) => window.id);
  const taking = ids.length > 0 ? await takingLetters(db, ids) : new Set();
  const first = windows.find((window) => taking.has(window.id));
  return first && { id: first.id, name: first.name };
}

/** By when a letter of now is answered; undefined where nobody writes back. */
export const letterAnsweredBy = (windowId: string): Promise<Date | undefined> =>
  answerBy(db, [windowId], now());

/** Leaves a letter for one window; `window`: nobody answers there (any more). The same form leaves it once. */
export async function writeLetter(
  viewer: ParticipantViewer | null,
  windowId: string,
  input: LetterInput & { language: Locale },
): Promise<Pressed | 'window'> {
  const window = await findWindow(windowId);
  const by = window && (await letterAnsweredBy(window.id));
  if (!by) return 'window';
  const route = chosenFirst([asChosen(window)], []);
  const place = { code5: null, prefCode: window.prefCode, route };
  const { going: _never, ...written } = await beginContact(viewer, input, {
    ...{ place, alone: false },
    stand: () => ({
      to: { ...waitsForAnswer(by), stage: 0, wish: input.wish },
      rings: [],
      events: [{ kind: 'letter_written' }],
    }),
  });
  return written;
}
