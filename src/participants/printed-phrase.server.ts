/**
 * Words that staff printed for somebody on the phone. They open what staff entered, once: whoever comes back with them gets
 * others at that moment, and from then on no member of staff can make any.
 */
import { db, inTransaction, type Database } from '#platform/db';
import type { ParticipantId, Pseudonym } from './index.ts';
import { buryPhrase, newPhrase, rememberShown, stillShown } from './new-phrase.server.ts';
import { participantBehind } from './pseudonyms.server.ts';
import { findPhrase, keepPrintedPhrase, takeOverPhrase } from './phrase-queries.server.ts';

/**
 * New words in place of those printed before, and what the caller writes down of that, in one transaction. `theirs`: the
 * person came by themselves, or has come back since.
 */
export async function printPhrase(
  face: Pseudonym,
  record?: (trx: Database) => Promise<void>,
): Promise<'printed' | 'theirs' | 'busy'> {
  const id = await keptBehind(face);
  if (!id) return 'theirs';
  const phrase = await newPhrase();
  if (phrase === 'busy') return 'busy';
  const before = await findPhrase(db, id);
  // Whoever came while the words were made has their own: those are not buried.
  if (!before?.kept_by_staff) return 'theirs';
  await buryPhrase(before.phrase_hash);
  const kept = await inTransaction(async (trx) => {
    const isKept = await keepPrintedPhrase(trx, id, phrase.row);
    if (isKept) await record?.(trx);
    return isKept;
  });
  if (!kept) return 'theirs';
  rememberShown(id, phrase);
  return 'printed';
}

/** The words just made, for the slip that is printed now; undefined minutes later, or once they are the person's own. */
export async function printedWords(face: Pseudonym): Promise<string[] | undefined> {
  const id = await participantBehind(face);
  if (!id) return undefined;
  const stored = await findPhrase(db, id);
  // One look for both: whoever comes in between has others, which no member of staff may read.
  return stored?.kept_by_staff ? stillShown(id, stored.phrase_hash) : undefined;
}

/** Whether staff still act for the person who wears this face. */
export const isKeptByStaff = async (face: Pseudonym): Promise<boolean> =>
  (await keptBehind(face)) !== undefined;

async function keptBehind(face: Pseudonym): Promise<ParticipantId | undefined> {
  const id = await participantBehind(face);
  return id && (await findPhrase(db, id))?.kept_by_staff ? id : undefined;
}

/** At the first coming back, and only by one of two who come at once with the same slip. */
export async function takeOver(
  id: ParticipantId,
  printed: string | null,
): Promise<'taken' | 'used' | 'busy'> {
  const phrase = await newPhrase();
  if (phrase === 'busy') return 'busy';
  await buryPhrase(printed);
  if (!(await takeOverPhrase(db, id, printed, phrase.row))) return 'used';
  rememberShown(id, phrase);
  return 'taken';
}
