import { may, type AccountViewer, type OrganisationId } from '#accounts';
import { recordAct, refuse } from '#organisations/server';
import { db, inTransaction } from '#platform/db';
import { findWindow } from '#windows/server';
import { deskWordsOf, saveDeskWords } from './desk-words-queries.server.ts';
import type { DeskWords } from './desk-words.ts';

interface Own {
  id: string;
  name: string;
  organisationId: OrganisationId;
}

/** A window's own words, for those who answer there and for its admin; the procedure is the admin's to write. */
export async function deskWordsToKeep(
  viewer: AccountViewer,
  windowId: string,
): Promise<{ window: string; words: DeskWords; mayWriteProcedure: boolean } | 'not_found'> {
  const own = await ownWindow(viewer, windowId);
  if (own === 'not_found') return own;
  return {
    window: own.name,
    words: (await deskWordsOf(db, [own.id]))(own.id),
    mayWriteProcedure: may(viewer, 'administer', own.organisationId),
  };
}

/** Saves them; what an answering colleague may not write stays as it is. */
export async function keepDeskWords(
  viewer: AccountViewer,
  windowId: string,
  words: DeskWords,
): Promise<'kept' | 'changed_meanwhile' | 'not_found'> {
  const own = await ownWindow(viewer, windowId);
  if (own === 'not_found') return own;
  const { id, organisationId } = own;
  return inTransaction(async (trx) => {
    const before = (await deskWordsOf(trx, [id]))(id);
    const procedure = may(viewer, 'administer', organisationId)
      ? words.procedure
      : before.procedure;
    if (!(await saveDeskWords(trx, id, { ...words, procedure }))) return 'changed_meanwhile';
    await recordAct(
      viewer,
      { organisationId, act: 'desk_words.revised', subject: `window:${id}` },
      trx,
    );
    return 'kept';
  });
}

async function ownWindow(viewer: AccountViewer, windowId: string): Promise<Own | 'not_found'> {
  const window = await findWindow(windowId);
  if (!window?.organisationId) return 'not_found';
  const organisationId = window.organisationId as OrganisationId; // The column refers to `organisations`.
  if (may(viewer, 'answer', organisationId) || may(viewer, 'administer', organisationId))
    return { id: window.id, name: window.name, organisationId };
  return refuse(viewer, { organisationId, act: 'window.refused', subject: `window:${window.id}` });
}
