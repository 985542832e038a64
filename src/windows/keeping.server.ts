/** What staff do with the records of their windows. Another organisation's window is none, and its admin hears of the try. */
import { organisationIdsOf, type AccountViewer, type OrganisationId } from '#accounts';
import { nameOthers } from '#organisations/server';
import { now } from '#platform/clock';
import { db, inTransaction, type Database } from '#platform/db';
import { madeOnce } from '#platform/made-once';
import { sha256 } from '#platform/secrets';
import { isLocalDate, localDate } from '#platform/tokyo';
import {
  WINDOW_PROBLEMS,
  windowInput,
  type GivenWindow,
  type WindowInput,
  type WindowProblem,
} from './input.ts';
import {
  endOn,
  insertWindow,
  isHidden,
  keepers,
  markVerified,
  partners,
  replaceParts,
  updateWindow,
  type Keeper,
} from './keeping-queries.server.ts';
import { keptRows, type KeptFilter, type KeptWindow } from './staff-list-queries.server.ts';
import { onOwnWindow, readOwnWindow, recordOnWindow, refuseWindow } from './own-window.server.ts';
import { mayAppear, mayConfirm, mayRevise, maySee } from './privacy.ts';
import { keptById, type Kept as KeptRecord } from './queries.server.ts';
import { unlessRefused } from './unless-refused.server.ts';

/** Field → what to do about it. */
export interface WindowRefused {
  problems: Record<string, WindowProblem>;
}

interface ListedToKeep {
  windows: (KeptWindow & { mayConfirm: boolean })[];
  count: number;
}

/** The windows of the viewer's organisations, those that have ended too; of all for the operator. A page of 50, and how many there are. */
export async function keptWindows(
  viewer: AccountViewer,
  filter: KeptFilter,
): Promise<ListedToKeep> {
  const organisations = viewer.operator ? 'all' : organisationIdsOf(viewer);
  const { windows, count } = await keptRows(db, organisations, filter);
  return {
    windows: windows.map((one) => ({ ...one, mayConfirm: mayConfirm(viewer, one.organisationId) })),
    count,
  };
}

export interface WindowToKeep extends KeptRecord {
  mayRevise: boolean;
  mayConfirm: boolean;
  mayAppear: boolean;
  /** Tells this state of the record from another. */
  edition: string;
}

/** A window as its organisation keeps it, ended or not. */
export async function windowToKeep(
  viewer: AccountViewer,
  id: string,
): Promise<WindowToKeep | 'not_found'> {
  return readOwnWindow(viewer, id, maySee, async (organisationId) => {
    const kept = await keptById(db, id, localDate(now()));
    return (
      (kept && {
        ...kept,
        edition: editionOf(kept),
        mayRevise: mayRevise(viewer, organisationId),
        mayConfirm: mayConfirm(viewer, organisationId),
        mayAppear: mayAppear(viewer, organisationId),
      }) ??
      'not_found'
    );
  });
}

/** What a check or a correction changes is no other edition. */
const editionOf = ({ window, named }: Pick<KeptRecord, 'window' | 'named'>): string =>
  sha256(JSON.stringify([{ ...window, verifiedOn: null, inQuestion: false }, named])).toString(
    'hex',
  );

/** Organisations that the viewer may have windows of, and the one a window has now. */
export const organisationsToKeep = (
  viewer: AccountViewer,
  kept: string | null = null,
): Promise<Keeper[]> =>
  keepers(
    db,
    viewer.operator ? 'all' : [...organisationIdsOf(viewer, 'administer'), ...(kept ? [kept] : [])],
  );

/** Organisations of a prefecture, and those of the whole country, that may take a part in a window. */
export const partnersFor = (prefCode: string | null): Promise<Keeper[]> => partners(db, prefCode);

/** A new window of an organisation whose records the viewer keeps. The same form sent twice is one window. */
export async function addWindow(
  viewer: AccountViewer,
  input: WindowInput,
  formId?: string,
): Promise<{ id: string } | WindowRefused | 'not_found'> {
  const given = read(input);
  if ('problems' in given) return given;
  const { organisationId } = given;
  if (!mayRevise(viewer, organisationId))
    return refuseWindow(viewer, organisationId, 'window:new', db);
  const by = viewer.accountId;
  const add = (id: string) =>
    inTransaction(async (trx) => {
      await insertWindow(trx, given, { listedOn: localDate(now()), by, id });
      await replaceParts(trx, id, given);
      await askNamed(trx, id, given);
      await recordOnWindow(viewer, 'window.added', id, organisationId, trx);
      return { id };
    });
  return unlessRefused(HELD, () =>
    madeOnce({ formId, by, what: given }, 'windows_pkey', add, (id) => ({ id })),
  );
}

type Revised = 'revised' | 'changed_meanwhile' | WindowRefused;

/** Replaces the record, if it still is the edition that was edited; what was checked and when stays as it was. */
export async function reviseWindow(
  viewer: AccountViewer,
  id: string,
  input: WindowInput,
  edition: string,
): Promise<'revised' | 'changed_meanwhile' | WindowRefused | 'not_found'> {
  return unlessRefused(HELD, () =>
    onOwnWindow(viewer, id, mayRevise, async (trx): Promise<Revised> => {
      const kept = await keptById(trx, id, localDate(now()));
      if (!kept || editionOf(kept) !== edition) return 'changed_meanwhile';
      const given = read(input);
      if ('problems' in given) return given;
      if (!mayRevise(viewer, given.organisationId))
        return { problems: { organisationId: 'organisation' } };
      if ((kept.endedOn ?? '') > localDate(now()) && (await isHidden(trx, given.organisationId)))
        return { problems: { organisationId: 'organisation' } };
      await updateWindow(trx, id, given);
      await replaceParts(trx, id, given);
      await askNamed(trx, id, given);
      await recordOnWindow(viewer, 'window.revised', id, given.organisationId, trx);
      return 'revised';
    }),
  );
}

// The columns refer to `organisations`, whose ids these are.
const askNamed = (trx: Database, id: string, { organisationId, parts }: GivenWindow) =>
  nameOthers(
    trx,
    { kind: 'window', id },
    organisationId as OrganisationId | null,
    parts.map((one) => one.organisationId as OrganisationId),
  );

/** 「今日たしかめました」 */
export const confirmWindow = (
  viewer: AccountViewer,
  id: string,
): Promise<'confirmed' | 'not_found'> =>
  onOwnWindow(viewer, id, mayConfirm, async (trx, organisationId) => {
    await markVerified(trx, id, { on: localDate(now()), by: viewer.accountId });
    await recordOnWindow(viewer, 'window.confirmed', id, organisationId, trx);
    return 'confirmed' as const;
  });

type Ended = 'ended' | 'goes_on' | 'no_date' | WindowRefused;

/** From that day on it is shown no more. Where its organisation is hidden, no end is taken back, and no day is still to come. */
export const endWindow = (
  viewer: AccountViewer,
  id: string,
  date: string,
): Promise<Ended | 'not_found'> =>
  unlessRefused(HELD, () =>
    onOwnWindow(viewer, id, mayRevise, async (trx, organisationId): Promise<Ended> => {
      if (date !== '' && !isLocalDate(date)) return 'no_date';
      if (date > localDate(now()) && (await isHidden(trx, organisationId)))
        return { problems: { organisationId: 'organisation' } };
      await endOn(trx, id, date || null);
      await recordOnWindow(
        viewer,
        date ? 'window.ended' : 'window.goes_on',
        id,
        organisationId,
        trx,
      );
      return date ? 'ended' : 'goes_on';
    }),
  );

/** What the database does not admit: an organisation that is not shown, a place or district that is not there. */
const HELD: Record<string, WindowRefused['problems']> = {
  windows_of_shown_organisation: { organisationId: 'organisation' },
  windows_organisation: { organisationId: 'organisation' },
  windows_prefecture: { place: 'place' },
  windows_area: { place: 'place' },
  window_areas_area: { serves: 'place' },
  window_districts_district: { districts: 'choice' },
  window_organisations_organisation: { parts: 'organisation' },
  window_organisations_pkey: { parts: 'choice' },
};

function read(input: WindowInput): GivenWindow | WindowRefused {
  const given = windowInput.safeParse(input);
  if (given.success) return given.data;
  const problems: WindowRefused['problems'] = {};
  for (const { path, message } of given.error.issues)
    problems[path.join('.')] ??= isProblem(message) ? message : 'choice';
  return { problems };
}

const isProblem = (message: string): message is WindowProblem =>
  WINDOW_PROBLEMS.some((one) => one === message);
