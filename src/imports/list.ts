/** What a feature says of the lists that become its things: how a row is read, and what is made of it. */
import type { AccountId, AccountViewer, OrganisationId } from '#accounts';
import type { Database } from '#platform/db';
import type { Sheet } from '#platform/sheets';
import type { ImportKind, ItemShown, Fate } from './import-record.ts';
import type { ReadRow } from './read-row.ts';

export interface ImportedList {
  kind: ImportKind;
  /** Null is the site's own: things of no organisation. */
  mayImport(viewer: AccountViewer, organisationId: OrganisationId | null): boolean;
  /** Every row in its order, none left out; undefined for a table that is no such list. */
  read(sheet: Sheet, organisationId: OrganisationId | null): Promise<Iterable<ReadRow> | undefined>;
  /** As a row of the preview says what it becomes. */
  shown(item: unknown): ItemShown;
  /** Makes things of rows that belong together, or changes those an earlier import made. */
  write(trx: Database, by: ImportedBy, some: Together[]): Promise<Change[]>;
  /** Takes back what nobody has touched since; gives the ids of those. */
  takeBack(trx: Database, by: ImportedBy): Promise<string[]>;
  /** How many rows of an import an earlier one brought, and what became of some lines. */
  knownRows(importId: string): Promise<number>;
  subjectsOf(importId: string, lines: number[]): Promise<Map<number, string>>;
}

/** For which import something is written, of whose list, and by whom it was confirmed. */
export interface ImportedBy {
  importId: string;
  organisationId: OrganisationId | null;
  accountId: AccountId | null;
}

/** Rows that become one thing; each with the names by which an earlier list may have called it. */
export type Together = { item: unknown; identities: string[] }[];

/** Not more than so many at once. */
export const inParts = <T>(all: T[], size: number): T[][] =>
  Array.from({ length: Math.ceil(all.length / size) }, (_, at) =>
    all.slice(at * size, (at + 1) * size),
  );

export interface Change {
  subjectId: string;
  did: Fate;
  /** What it was, where it was changed. */
  before: object | null;
}
