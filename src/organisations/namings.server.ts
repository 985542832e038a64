/** Who is named as taking part in another's is asked, and is led to only as what it agreed to be. */
import { may, organisationIdsOf, type AccountViewer, type OrganisationId } from '#accounts';
import { hours, later, now } from '#platform/clock';
import { inTransaction, type Database } from '#platform/db';
import { isId } from '#platform/id';
import { recordAct, refuseOrganisation } from './audit.server.ts';
import { ORGANISATION_PARTS, type OrganisationPart } from './index.ts';
import { askNext, insertNamings, lastAnswer, writeAnswer } from './naming-queries.server.ts';
import { namingState, type Named, type Naming, type NamingSubject } from './naming.ts';

/** A feature whose things name organisations. */
export interface Namer {
  kind: NamingSubject['kind'];
  /** Of what is public: where it names these organisations, and those have been asked; the unanswered first. */
  list: (organisationIds: OrganisationId[]) => Promise<Named[]>;
  /** As what it names one at this moment, and whose it is; no saving comes between until the transaction ends. */
  lock: (
    trx: Database,
    id: string,
    organisationId: OrganisationId,
  ) => Promise<{ by: OrganisationId | null; parts: OrganisationPart[] } | undefined>;
}

/** Asks those whom something public of `by` names for the first time. */
export async function nameOthers(
  trx: Database,
  subject: NamingSubject,
  by: OrganisationId | null,
  named: OrganisationId[],
): Promise<void> {
  const others = [...new Set(named)].filter((id) => id !== by).sort();
  await insertNamings(trx, subject, by, others);
  for (const organisationId of others) await ask(trx, by, organisationId);
}

async function ask(
  trx: Database,
  by: OrganisationId | null,
  organisationId: OrganisationId,
): Promise<void> {
  for (const { id } of await askNext(trx, { by, organisationId }))
    await recordAct(null, { organisationId, act: 'naming.asked', subject: `naming:${id}` }, trx);
}

/** Where others name the organisations that the viewer administers; what is to be answered first. */
export async function namingsFor(viewer: AccountViewer, namers: Namer[]): Promise<Naming[]> {
  const organisations = organisationIdsOf(viewer, 'administer');
  if (organisations.length === 0) return [];
  const lists = await Promise.all(
    namers.map(async ({ kind, list }) => (await list(organisations)).map(namingOf(kind))),
  );
  const { asked = [], answered = [] } = Object.groupBy(lists.flat(), ({ state }) =>
    state === 'asked' ? 'asked' : 'answered',
  );
  return [...asked, ...answered];
}

const namingOf =
  (kind: Naming['kind']) =>
  ({ answered, agreed, ...named }: Named): Naming => ({
    ...named,
    parts: ORGANISATION_PARTS.filter((part) => named.parts.includes(part)),
    kind,
    state: namingState({ ...named, answered, agreed }),
  });

interface Answer {
  kind: string;
  id: string;
  ours: boolean;
  /** As what the viewer read that it is named: to more than that nobody agreed. */
  parts: string[];
}

/** For its admin, at any time and in either direction. `gone`: it is not named so any more. */
export async function answerNaming(
  viewer: AccountViewer,
  organisationId: OrganisationId,
  { kind, id, ours, parts }: Answer,
  namers: Namer[],
): Promise<'answered' | 'gone' | 'not_found'> {
  if (!may(viewer, 'administer', organisationId))
    return refuseOrganisation(viewer, organisationId, 'organisation.refused');
  const namer = namers.find((one) => one.kind === kind);
  if (!namer || !isId(id)) return 'gone';
  return inTransaction(async (trx) => {
    const named = await namer.lock(trx, id, organisationId);
    const agreed = ours ? (named?.parts.filter((part) => parts.includes(part)) ?? []) : [];
    if (!named || (ours && agreed.length === 0)) return 'gone';
    const pair = { by: named.by, organisationId };
    const before = await lastAnswer(trx, organisationId, id);
    const answer = { parts: agreed, accountId: viewer.accountId };
    await writeAnswer(trx, { kind: namer.kind, id }, pair, answer);
    const act = ours ? 'naming.agreed' : 'naming.declined';
    // Only its own people may open the other's series or desk by its id.
    await recordAct(viewer, { organisationId, act, subject: `naming:${id}` }, trx);
    if (named.by && !justNow(before))
      await recordAct(null, { organisationId: named.by, act, subject: `${kind}:${id}` }, trx);
    await ask(trx, named.by, organisationId);
    return 'answered';
  });
}

/** Whoever changes an answer again and again writes into the other's log once an hour at most. */
const justNow = (before: Date | null): boolean =>
  before !== null && before > later(now(), -hours(1));
