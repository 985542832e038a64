/** 「ちがうところを知らせる」: what anybody says is wrong in a record, and what its staff make of it. */
import { setTimeout as sleep } from 'node:timers/promises';
import type { AccountViewer } from '#accounts';
import { days, hours, later, minutes, now } from '#platform/clock';
import { db } from '#platform/db';
import { delayAfter } from '#platform/delay';
import { isId } from '#platform/id';
import { networkBucket, Recently } from '#platform/lines';
import { readableText } from '#platform/text';
import { turns } from '#platform/turns';
import {
  correctionsAt,
  countSuggestedSince,
  decideCorrection,
  deleteDecidedBefore,
  insertSuggestion,
} from './correction-queries.server.ts';
import { CORRECTIONS_KEPT_DAYS, type Correction, type Decision } from './correction.ts';
import { suggestionInput } from './input.ts';
import { onOwnWindow, readOwnWindow, recordOnWindow } from './own-window.server.ts';
import { mayConfirm } from './privacy.ts';
import { findWindow } from './windows.server.ts';

const FREE = 5;
const LOOKED_BACK = minutes(15);
const AT_ONCE = 4;
const WAITING = 40;
const inTurn = turns(AT_ONCE, WAITING);

/** More than one reader of a directory finds wrong in an hour; an office shares a line, and goes on after it. */
const MOST_OF_A_LINE = 20;
const ofLines = new Recently(hours(1));

/**
 * Takes what somebody noticed; who it was is not asked and not noted. Many within minutes at one window come slower and
 * slower, which no one person meets; the same words twice are one. `busy`: the words stay in the form, to be sent a little later.
 * `enough`: from this line (`address`) so many came within the hour, over all windows, that the next ones wait for the hour to pass.
 */
export async function suggestCorrection(
  windowId: string,
  typed: string,
  address: string,
): Promise<'taken' | 'empty' | 'long' | 'busy' | 'enough' | 'not_found'> {
  const given = suggestionInput.safeParse(typed);
  if (!given.success)
    return given.error.issues.some((one) => one.message === 'empty') ? 'empty' : 'long';
  const window = await findWindow(windowId);
  if (!window) return 'not_found';
  const line = networkBucket(address);
  if (ofLines.count(line) >= MOST_OF_A_LINE) return 'enough';
  ofLines.note(line);
  return inTurn(async () => {
    const before = await countSuggestedSince(db, window.id, later(now(), -LOOKED_BACK));
    await sleep(delayAfter(before, FREE));
    await insertSuggestion(db, window.id, given.data, now());
    return 'taken' as const;
  });
}

/** What was said of a window, the open first; its staff read it, others find nothing. */
export const correctionsOf = (
  viewer: AccountViewer,
  windowId: string,
): Promise<Correction[] | 'not_found'> =>
  readOwnWindow(viewer, windowId, mayConfirm, () => correctionsAt(db, windowId));

const LONGEST_ANSWER = 400;

/** Takes it over (the record has been changed) or declines it; what was decided stays on record. */
export const decideOnCorrection = (
  viewer: AccountViewer,
  windowId: string,
  { correctionId, state, answer }: Decision,
): Promise<'decided' | 'decided_before' | 'not_found'> =>
  onOwnWindow(viewer, windowId, mayConfirm, async (trx, organisationId) => {
    if (!isId(correctionId)) return 'decided_before';
    const decided = await decideCorrection(trx, {
      windowId,
      correctionId,
      state,
      answer: readableText(answer).slice(0, LONGEST_ANSWER),
      at: now(),
      by: viewer.accountId,
    });
    if (!decided) return 'decided_before';
    await recordOnWindow(viewer, `correction.${state}`, windowId, organisationId, trx);
    return 'decided';
  });

export const forgetOldCorrections = (at: Date): Promise<void> =>
  deleteDecidedBefore(db, later(at, -days(CORRECTIONS_KEPT_DAYS)));
