/** Everything a portal has kept, as whoever steals its database reads it, and the forms in which a secret could stand there. */
import { createHash } from 'node:crypto';
import pg from 'pg';

/** Each row of each table, queues of jobs included, as text; bytes as hexadecimal. */
export async function everythingStored(databaseUrl: string): Promise<string> {
  const client = new pg.Client(databaseUrl);
  await client.connect();
  try {
    const { rows: tables } = await client.query<{ name: string }>(`
      select format('%I.%I', schemaname, tablename) as name from pg_tables
      where schemaname not in ('pg_catalog', 'information_schema') order by 1`);
    const dumped: string[] = [];
    for (const { name } of tables) {
      const { rows } = await client.query<{ row: string }>(`select t::text as row from ${name} t`);
      dumped.push(`${name}\n${rows.map(({ row }) => row).join('\n')}`);
    }
    return dumped.join('\n');
  } finally {
    await client.end();
  }
}

/** As it is, in other alphabets, and as plain hashes, which give back what has few values (an address has). */
function formsOf(secret: string): string[] {
  const bytes = Buffer.from(secret);
  // What stands somewhere in the middle of encoded bytes, whichever of three ways it falls.
  const inBase64 = [0, 1, 2].map((before) =>
    Buffer.concat([Buffer.alloc(before), bytes])
      .toString('base64')
      .slice(before === 0 ? 0 : before + 1, -4),
  );
  const hashes = ['md5', 'sha1', 'sha256'].flatMap((algorithm) => {
    const hash = createHash(algorithm).update(bytes);
    const digest = hash.digest();
    return [digest.toString('hex'), digest.toString('base64'), digest.toString('base64url')];
  });
  return [
    secret,
    encodeURIComponent(secret),
    bytes.toString('hex'),
    ...inBase64.filter((text) => text.length >= 8),
    ...hashes,
  ];
}

export const tracesOf = (secrets: string[], kept: string): string[] =>
  secrets.filter((secret) => formsOf(secret).some((form) => kept.includes(form)));
