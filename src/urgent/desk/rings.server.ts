/** Who rings at an account: of very many the first, and the number of the rest. */
import type { AccountViewer } from '#accounts';
import { db } from '#platform/db';
import { stageSpan } from '../route.ts';
import type { HandedOverRing } from '../passing-on/hand-over.ts';
import { listHandedOverTo } from '../passing-on/hand-over-queries.server.ts';
import { ringIdsAt, ringingAt, routeLines, type Ringing } from './desk-queries.server.ts';
import { shownOf, SEARCH_BEGINS, type Desk, type DeskRing, type RouteLine } from './desk.ts';
import { lastOf, personOf } from './person-at-desk.ts';
import { groupsAmong } from './sources.server.ts';

export async function ringsAt(
  { accountId }: AccountViewer,
  at: Date,
): Promise<Pick<Desk, 'rings' | 'ringsFrom'>> {
  const ids = await ringIdsAt(db, accountId, at);
  const groups = groupsAmong(ids);
  const byGroup = Map.groupBy(ids, (id) => groups.get(id) ?? null);
  const [shown, handedOver] = await Promise.all([
    ringingAt(db, accountId, shownOf(byGroup)),
    listHandedOverTo(accountId),
  ]);
  const lines = await routeLines(db, shown);
  return {
    rings: shown.map((contact) => ({
      group: groups.get(contact.id) ?? null,
      ...ringOf(contact, lines.get(contact.id)),
      ...handedOverTo(contact, handedOver.get(contact.id)),
    })),
    ringsFrom: new Map([...byGroup].map(([group, { length }]) => [group, length])),
  };
}

const handedOverTo = ({ rungAt }: Ringing, handedOver: HandedOverRing | undefined) =>
  handedOver
    ? { handedOver, stageFrom: rungAt.getTime(), stageUntil: handedOver.until }
    : { handedOver: null };

function ringOf(contact: Ringing, route: RouteLine[] = []): Omit<DeskRing, 'handedOver' | 'group'> {
  const next = contact.route[contact.stage + 1];
  return {
    ...personOf(contact),
    since: lastOf(route, SEARCH_BEGINS, contact.created_at),
    words: contact.first_words,
    rungAt: contact.rungAt.getTime(),
    ...stageSpan(contact),
    next: next ? { stage: next.stage, windows: next.windows.map((w) => w.name) } : null,
    route,
    again: contact.lost_at !== null,
    agreed: route.findLast(({ kind }) => SEARCH_BEGINS.includes(kind))?.kind === 'callback_due',
  };
}
