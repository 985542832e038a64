/** TEST_POSTGRES names a server to use; without it an embedded one lives as long as the run. */
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { startEmbeddedDatabase } from '../../src/platform/db/embedded/index.server.ts';

/** The server that tests make their databases on; stopping an embedded one removes it. */
export async function testServer(): Promise<{ server: string; stop(): Promise<void> }> {
  const given = process.env['TEST_POSTGRES'];
  if (given) return { server: given, stop: () => Promise.resolve() };
  const dataDir = await mkdtemp(path.join(tmpdir(), 'tsudoi-test-'));
  await chmod(dataDir, 0o711);
  const embedded = await startEmbeddedDatabase({ dataDir, settings: forgetful });
  return {
    server: embedded.url,
    stop: async () => {
      await embedded.stop();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}

/** Tests need no crash safety, and many connections: each file has its own pool. */
const forgetful = {
  fsync: 'off',
  synchronous_commit: 'off',
  full_page_writes: 'off',
  max_connections: '300',
};
