import { normalHead } from '#platform/sheets';
import type { Database } from '#platform/db';
import { now } from '#platform/clock';
import { readableText } from '#platform/text';
import { localDate } from '#platform/tokyo';
import { keptWindowsOf } from '../queries.server.ts';
import { LIST_SHAPES, windowTable, type PlacedWindow } from '../exports/window-list.ts';
import { placedWindows } from '../exports/window-list.server.ts';
import type { KnownWindow } from './imported-window.ts';

/** The desks that a sender keeps, ended ones too: an organisation's own; the operator's are all. */
export async function knownTo(db: Database, organisationId: string | null): Promise<KnownWindow[]> {
  const windows = await keptWindowsOf(db, organisationId, localDate(now()));
  return (await placedWindows(windows)).map((window) => ({
    id: window.id,
    name: window.name,
    prefCode: window.prefCode,
    code5: window.code5,
    ownWords: ownWordsOf(window),
  }));
}

function ownWordsOf(window: PlacedWindow): Map<string, string> {
  const words = LIST_SHAPES.flatMap((shape) => {
    const { heads, rows } = windowTable([window], shape);
    return heads.map((head, at) => [normalHead(head), readableText(rows[0]?.[at] ?? '')] as const);
  });
  return new Map(words);
}
