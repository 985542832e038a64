/** What PostgreSQL itself says it did for a statement. */
import { CompiledQuery } from 'kysely';
import { db } from '#platform/db';
import type { Statement } from './statements.ts';

interface PlanNode {
  'Relation Name'?: string;
  Alias?: string;
  'Actual Loops': number;
  Plans?: PlanNode[];
}

/** How often it went to a table under that name, also in vain; the statement runs once more for that. */
export async function visitsTo(
  table: string,
  alias: string,
  { text, values }: Statement,
): Promise<number> {
  const { rows } = await db.executeQuery<{ 'QUERY PLAN': { Plan: PlanNode }[] }>(
    CompiledQuery.raw(`explain (analyze, format json) ${text}`, values),
  );
  return rows
    .flatMap((row) => row['QUERY PLAN'].flatMap(({ Plan }) => nodesOf(Plan)))
    .filter((node) => node['Relation Name'] === table && node.Alias === alias)
    .reduce((sum, node) => sum + node['Actual Loops'], 0);
}

const nodesOf = (node: PlanNode): PlanNode[] => [node, ...(node.Plans ?? []).flatMap(nodesOf)];
