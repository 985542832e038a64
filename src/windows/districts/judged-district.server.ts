/** All that is wrong with a district at once: what its fields say, and what only the database knows. */
import { districtNamed, postalCodesElsewhere } from '#areas/server';
import type { DistrictPlace } from '#areas';
import type { Database } from '#platform/db';
import type { z } from 'zod';
import {
  contentOf,
  DISTRICT_PROBLEMS,
  districtInput,
  districtName,
  MOST_STREETS,
  placeOf,
  POSTAL_PREFIX,
  type Content,
  type DistrictInput,
  type DistrictProblem,
} from './district-input.ts';

type Problems = Record<string, DistrictProblem>;

/** Field → what to do about it. */
export interface DistrictRefused {
  problems: Problems;
}

/** What was handed in, held to the schema and to what there is; `id` of the district that it revises. */
export async function judged(
  trx: Database,
  input: DistrictInput,
  id?: string,
): Promise<{ content: Content; place: DistrictPlace } | DistrictRefused> {
  const given = districtInput.safeParse(input);
  const elsewhere = await codesElsewhere(trx, input);
  if (given.success && Object.keys(elsewhere).length === 0)
    return { content: contentOf(given.data), place: placeOf(given.data) };
  const said = given.success ? {} : problemsIn(given.error);
  return { problems: { ...(await nameTaken(trx, input, id)), ...elsewhere, ...said } };
}

function problemsIn({ issues }: z.ZodError): Problems {
  const problems: Problems = {};
  for (const { path, message } of issues)
    problems[path.join('.')] ??= isProblem(message) ? message : 'kind';
  return problems;
}

const isProblem = (message: string): message is DistrictProblem =>
  DISTRICT_PROBLEMS.some((one) => one === message);

async function codesElsewhere(
  trx: Database,
  { kind, code5, streets = [] }: DistrictInput,
): Promise<Problems> {
  if (kind === 'group' || !code5 || streets.length > MOST_STREETS) return {};
  const codes = streets.flatMap(({ postalPrefix }) => postalPrefix ?? []);
  const known = codes.filter((code) => POSTAL_PREFIX.test(code));
  const elsewhere = new Set(await postalCodesElsewhere(code5, known, trx));
  return Object.fromEntries(
    streets.flatMap(({ postalPrefix }, at) =>
      elsewhere.has(postalPrefix ?? '') ? [[`streets.${at}.postalPrefix`, 'elsewhere']] : [],
    ),
  );
}

/** Of a district that is handed in rightly, the constraint `districts_name_once` tells it. */
async function nameTaken(trx: Database, input: DistrictInput, id?: string): Promise<Problems> {
  const name = districtName.safeParse(input.name);
  const same = name.success && (await districtNamed(placeOf(input), name.data, trx));
  return same && same.id !== id ? { name: 'taken' } : {};
}
