/** What PostgreSQL itself says it did for a statement. */
import { CompiledQuery } from 'kysely';
import { db } from '#platform/db';
import type { Statement } from './statements.ts';

interface PlanNode {
  'Relation Name'?: string;
  Alias?: string;
  'Actual Loops': number;
  'Actual Rows': number;
  'Rows Removed by Filter'?: number;
  Plans?: PlanNode[];
}

/** How often it went to a table under that name, also in vain; the statement runs once more for that. */
export async function visitsTo(
  table: string,
  alias: string,
  statement: Statement,
): Promise<number> {
  return (await planOf(statement))
    .filter((node) => node['Relation Name'] === table && node.Alias === alias)
    .reduce((sum, node) => sum + node['Actual Loops'], 0);
}

/** How many rows of each table it read, also in vain; the statement runs once more for that. */
export async function rowsRead(statement: Statement): Promise<Map<string, number>> {
  const read = new Map<string, number>();
  for (const node of await planOf(statement)) {
    const table = node['Relation Name'] ?? '';
    const rows =
      (node['Actual Rows'] + (node['Rows Removed by Filter'] ?? 0)) * node['Actual Loops'];
    read.set(table, (read.get(table) ?? 0) + rows);
  }
  return read;
}

async function planOf({ text, values }: Statement): Promise<PlanNode[]> {
  const { rows } = await db.executeQuery<{ 'QUERY PLAN': { Plan: PlanNode }[] }>(
    CompiledQuery.raw(`explain (analyze, format json) ${text}`, values),
  );
  return rows.flatMap((row) => row['QUERY PLAN'].flatMap(({ Plan }) => nodesOf(Plan)));
}

const nodesOf = (node: PlanNode): PlanNode[] => [node, ...(node.Plans ?? []).flatMap(nodesOf)];
