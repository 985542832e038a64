/**
 * A verb asks on the one connection of its transaction: with a second, as many acts at once as there are connections would
 * wait for each other. In these tests such a verb fails; a transaction that a test holds itself may see others wait.
 */
import { AsyncLocalStorage } from 'node:async_hooks';
import { Kysely, type Transaction } from 'kysely';
import pg from 'pg';

type Prototype<Method extends string> = Record<Method, (...args: never[]) => unknown>;
type Within = AsyncLocalStorage<true>;
interface Begun {
  execute(work: (trx: Transaction<unknown>) => unknown): Promise<unknown>;
}

/** Of a long list that is written: told while that goes on, one list at a time in a process. */
const TOLD_MEANWHILE = 'noteWritten';

const OPENS = '/src/platform/db/';

/** Libraries stay loaded from file to file, and this with them. */
const kept = globalThis as { transactionOfVerb?: Within };
const within = (kept.transactionOfVerb ??= watch(new AsyncLocalStorage()));
/** What a test does in the middle of a verb, beside it. */
export const beside = <T>(act: () => T): T => within.exit(act);

function watch(within: Within): Within {
  watchTransactions(within, Kysely.prototype);
  watchConnections(within, pg.Pool.prototype);
  return within;
}

function watchTransactions(within: Within, prototype: Prototype<'transaction'>): void {
  const real = prototype.transaction;
  prototype.transaction = function (...args) {
    const begun = real.apply(this, args) as Begun;
    if (isVerbs(new Error().stack)) {
      const execute = begun.execute.bind(begun);
      begun.execute = (work) => execute((trx) => within.run(true, () => work(trx)));
    }
    return begun;
  };
}

function isVerbs(stack = ''): boolean {
  const frames = stack.split('\n');
  const caller = frames[frames.findLastIndex((frame) => frame.includes(OPENS)) + 1];
  return stack.includes(OPENS) && (caller?.includes('/src/') ?? false);
}

function watchConnections(within: Within, prototype: Prototype<'connect'>): void {
  const real = prototype.connect;
  prototype.connect = function (...args) {
    if (within.getStore() && !new Error().stack?.includes(TOLD_MEANWHILE))
      throw new Error('a second connection within a transaction');
    return real.apply(this, args);
  };
}
