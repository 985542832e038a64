/** What client and server agree on. A feature's `events.ts` types its own events with these. */

/** An acknowledgement: the verb's own value, or why the packet was not taken. */
export type Reply<T> =
  { ok: true; value: T } | { ok: false; reason: 'invalid' | 'too_fast' | 'failed' };

/** A client event: payload in, acknowledgement back. */
export type Ask<Input, Value> = (input: Input, acknowledge: (reply: Reply<Value>) => void) => void;

/** What a handshake is refused with. */
export const REFUSED = 'refused';
/** Another page has to be closed first. */
export const TOO_MANY = 'too many';
/** Nobody can say who asks just now (the database is away). */
export const TRY_AGAIN = 'try again';

/** Asked of a device now and then, to learn how well its line carries; every page's connection answers by itself. */
export const LINE_ASK = 'line:ask';
