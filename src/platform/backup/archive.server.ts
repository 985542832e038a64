/** A backup's file: AES-256-GCM over gzip, with a key derived from SECRET. Whatever is cut off or altered opens nothing. */
import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { open, rename, rm } from 'node:fs/promises';
import { pipeline } from 'node:stream/promises';
import { createGunzip, createGzip } from 'node:zlib';
import { keyFor } from '../secrets.server.ts';

const MAGIC = Buffer.from('tsudoi-backup-1\n');
const NONCE_BYTES = 12;
const TAG_BYTES = 16;
const HEAD_BYTES = MAGIC.length + NONCE_BYTES;

type Chunks = AsyncIterable<Buffer>;

/** Appears under its name whole or not at all. */
export async function writeArchive(file: string, content: Chunks): Promise<void> {
  const unfinished = `${file}.unfinished`;
  try {
    await pipeline(content, createGzip(), sealed, createWriteStream(unfinished, { mode: 0o600 }));
    await onDisk(unfinished);
    await rename(unfinished, file);
  } catch (error) {
    await rm(unfinished, { force: true });
    throw error;
  }
}

async function onDisk(file: string): Promise<void> {
  const handle = await open(file);
  await handle.sync();
  await handle.close();
}

async function* sealed(compressed: Chunks): Chunks {
  const nonce = randomBytes(NONCE_BYTES);
  const cipher = createCipheriv('aes-256-gcm', keyFor('backup'), nonce).setAAD(MAGIC);
  yield Buffer.concat([MAGIC, nonce]);
  for await (const chunk of compressed) yield cipher.update(chunk);
  yield cipher.final();
  yield cipher.getAuthTag();
}

/** Reads all of it once: only what is whole, and made with this SECRET, is read a second time into a database. */
export async function isWhole(file: string): Promise<boolean> {
  try {
    for await (const _ of await opened(file));
    return true;
  } catch {
    return false;
  }
}

/** The content of a file that `isWhole`. */
export async function* readArchive(file: string): Chunks {
  const gunzip = createGunzip();
  const done = pipeline(await opened(file), gunzip);
  // What goes wrong is thrown by the reading below.
  done.catch(() => undefined);
  yield* gunzip as Chunks;
  await done;
}

async function opened(file: string): Promise<Chunks> {
  const { head, tag, size } = await endsOf(file);
  if (!head.subarray(0, MAGIC.length).equals(MAGIC)) throw new Error('no backup of this kind');
  const decipher = createDecipheriv('aes-256-gcm', keyFor('backup'), head.subarray(MAGIC.length))
    .setAAD(MAGIC)
    .setAuthTag(tag);
  return unsealed(createReadStream(file, { start: HEAD_BYTES, end: size - TAG_BYTES - 1 }));

  async function* unsealed(body: Chunks): Chunks {
    for await (const chunk of body) yield decipher.update(chunk);
    yield decipher.final();
  }
}

async function endsOf(file: string): Promise<{ head: Buffer; tag: Buffer; size: number }> {
  const handle = await open(file);
  try {
    const { size } = await handle.stat();
    const head = await bytesAt(handle, 0, HEAD_BYTES);
    return { head, tag: await bytesAt(handle, size - TAG_BYTES, TAG_BYTES), size };
  } finally {
    await handle.close();
  }
}

async function bytesAt(
  handle: Awaited<ReturnType<typeof open>>,
  position: number,
  length: number,
): Promise<Buffer> {
  const { buffer, bytesRead } = await handle.read(Buffer.alloc(length), 0, length, position);
  if (bytesRead < length) throw new Error('too short for a backup');
  return buffer;
}
