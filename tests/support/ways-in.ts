/** Every way by which a person may get at a date's room or learn where voice meets, as the routes have them. */
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { inspect } from 'node:util';
import type { ParticipantViewer } from '#participants';

const ROUTES = path.resolve('src/routes');

/** Files of routes that a person who is no staff may ask, as they stand below `src/routes`. */
const files = readdirSync(ROUTES, { recursive: true, encoding: 'utf8' })
  .filter((file) => /\+(page\.)?server\.ts$/.test(file) && !file.startsWith('(staff)'))
  .sort();

interface Route {
  load?: Handler;
  GET?: Handler;
  actions?: Record<string, Handler>;
}
type Handler = (event: never) => unknown;

/** By the address, its groups left out. */
const routes = new Map<string, Route>();
for (const file of files) {
  const address = path.dirname(file).replace(/\(\w+\)\/?/g, '');
  routes.set(address, (await import(path.join(ROUTES, file))) as Route);
}

/** Those whose code calls a verb. */
export const routesThatCall = (verb: string): string[] =>
  readdirSync(ROUTES, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts'))
    .filter((file) => readFileSync(path.join(ROUTES, file), 'utf8').includes(`${verb}(`))
    .map((file) => path.dirname(file).replace(/\(\w+\)\/?/g, ''))
    .sort();

export interface Visitor {
  viewer: ParticipantViewer;
  /** What stands in addresses, by the route's parameter. */
  params: Record<string, string>;
}

/** Asks a route as the visitor's browser does, or posts to one of its actions. */
function asked(
  { viewer, params }: Visitor,
  handler: Handler,
  address: string,
  fields?: Record<string, string>,
) {
  const url = new URL(
    address.replace(/\[(\w+)\]/g, (_, name: string) => params[name] ?? ''),
    HOST,
  );
  const body = fields && new URLSearchParams(fields);
  const request = new Request(url, body ? { method: 'POST', body } : {});
  const locals = { account: null, participant: viewer };
  const cookies = { get: () => undefined, getAll: () => [], set: () => undefined };
  const kit = { setHeaders: () => undefined, depends: () => undefined };
  const getClientAddress = () => '192.0.2.1';
  return handler({ url, params, request, locals, cookies, getClientAddress, ...kit } as never);
}
const HOST = 'https://tsudoi.example';

/** All that is on the pages, feeds and lists, by route; nothing of those that say no. */
export async function whatIsTold(visitor: Visitor): Promise<Map<string, string>> {
  const told = new Map<string, string>();
  for (const [address, { load, GET }] of routes) {
    const answer = await answered(visitor, load ?? GET, address);
    if (answer !== undefined) told.set(address, answer);
  }
  return told;
}

async function answered(visitor: Visitor, handler: Handler | undefined, address: string) {
  if (!handler) return undefined;
  try {
    const answer = await asked(visitor, handler, address);
    if (answer instanceof Response) return answer.text();
    return inspect(answer, { depth: null, maxArrayLength: null, maxStringLength: null });
  } catch (error) {
    if (isAnswer(error)) return undefined;
    throw error;
  }
}

/** Posts to an action; where it led, or undefined where it did not lead on. */
export async function posted(
  visitor: Visitor,
  address: string,
  action: string,
  fields: Record<string, string>,
): Promise<string | undefined> {
  const handler = routes.get(address)?.actions?.[action];
  if (!handler) throw new Error(`${address} has no action ${action}`);
  try {
    await asked(visitor, handler, address, fields);
    return undefined;
  } catch (error) {
    if (!isAnswer(error)) throw error;
    return error.location;
  }
}

/** What Kit's `redirect` and `error` throw. */
const isAnswer = (error: unknown): error is { status: number; location?: string } =>
  typeof error === 'object' && error !== null && 'status' in error && !(error instanceof Error);
