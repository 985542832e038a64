/** Entries that are listed, and applicants who take them over. */
import type { AccountViewer, OrganisationId } from '#accounts';
import { confirmImport, findImport, handIn, handOverImports, importTasks } from '#imports/server';
import { now } from '#platform/clock';
import { db } from '#platform/db';
import { handOverSeries } from '#schedule/server';
import { handOverWindows } from '#windows/server';
import { IMPORTED_LISTS } from '../../src/imported-lists.server.ts';
import { leaving } from '../../src/leaving.server.ts';
import { checked } from './applications.ts';
import { anAccount, anOrganisation } from './organisations.ts';

export const TAKING_OVER = {
  handOver: [handOverSeries, handOverWindows, handOverImports],
  leave: leaving,
};
export const MET = { checks: checked() };
let named = 0;

/** As the demonstration lists real ones. */
export const anEntry = (over: Parameters<typeof anOrganisation>[0] = {}): Promise<OrganisationId> =>
  anOrganisation({
    name: `のっている会 ${(named += 1)}`,
    standing: 'listed',
    verified_at: null,
    pref_code: '13',
    code5: '13116',
    summary: '公開されている情報の写し',
    source_url: 'https://public.example/list',
    source_date: 'undated copy',
    demonstration: true,
    ...over,
  });

/** One of the demonstration's people, who publishes for an entry. */
export async function aSamplePublisher(entry: OrganisationId): Promise<AccountViewer> {
  const viewer = await anAccount(entry, 'publisher');
  await db
    .updateTable('accounts')
    .set({ demonstration: true })
    .where('id', '=', viewer.accountId)
    .execute();
  return viewer;
}

/** Who they are once the entry is theirs. */
export const membersNow = (
  viewer: AccountViewer,
  organisationId: OrganisationId,
): AccountViewer => ({
  ...viewer,
  memberships: viewer.memberships.map(({ role }) => ({ organisationId, role })),
});

const HEADS = '市区町村コード,NO,イベント名,開始日,開始時間,終了時間,場所名称,説明';

/** A list of events with these rows, read in and confirmed. */
export async function importedBy(
  viewer: AccountViewer,
  organisationId: OrganisationId,
  rows: string[],
) {
  const bytes = new TextEncoder().encode([HEADS, ...rows].join('\r\n'));
  const file = { kind: 'events' as const, fileName: '行事一覧.csv', organisationId, bytes };
  const id = await handIn(viewer, file, IMPORTED_LISTS);
  if (typeof id !== 'string' || id === 'not_found') throw new Error(JSON.stringify(id));
  const [importing] = importTasks(IMPORTED_LISTS);
  await importing?.run(now());
  if ((await confirmImport(viewer, id, IMPORTED_LISTS)) !== 'confirmed') throw new Error(id);
  await importing?.run(now());
  const all = { outcome: null, reason: null, page: 1 };
  const found = await findImport(viewer, id, all, IMPORTED_LISTS);
  if (found?.state !== 'committed') throw new Error(found?.state);
  return id;
}
