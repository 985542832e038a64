/** What our pool asks the database, word for word. */
import pg from 'pg';

export interface Statement {
  text: string;
  values: unknown[];
}

/** The statements of one act, `begin` and `commit` among them; nothing else may run meanwhile. */
export async function statementsOf(act: () => Promise<unknown>): Promise<Statement[]> {
  const asked: Statement[] = [];
  const prototype = pg.Client.prototype as unknown as { query: (...args: unknown[]) => unknown };
  const real = prototype.query;
  prototype.query = function (...args) {
    // Our pool asks with an object; see `connections.server.ts`.
    const { text, values } = args[0] as Statement;
    asked.push({ text, values });
    return real.apply(this, args);
  };
  try {
    await act();
  } finally {
    prototype.query = real;
  }
  return asked;
}
