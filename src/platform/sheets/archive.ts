/** What a zip archive says it unpacks to: asked before anything is unpacked. */

const END = 0x06054b50;
const ENTRY = 0x02014b50;
const LARGE_END = 0x06064b50;
const LARGE_END_AT = 0x07064b50;
const END_LENGTH = 22;
const LONGEST_COMMENT = 65_535;

/** In bytes; undefined for what is no archive. Unpacking gives no entry more room than it says here. */
export function unpackedSize(bytes: Uint8Array): number | undefined {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const end = endOf(view);
  if (end === undefined) return undefined;
  let { at, left } = directoryOf(view, end);
  let total = 0;
  for (; left > 0; left -= 1) {
    if (at + 46 > view.byteLength || view.getUint32(at, true) !== ENTRY) return undefined;
    total += view.getUint32(at + 24, true);
    const lengths = [28, 30, 32].map((field) => view.getUint16(at + field, true));
    at += lengths.reduce((sum, length) => sum + length, 46);
  }
  return total;
}

function endOf(view: DataView): number | undefined {
  const first = Math.max(0, view.byteLength - END_LENGTH - LONGEST_COMMENT);
  for (let at = view.byteLength - END_LENGTH; at >= first; at -= 1)
    if (view.getUint32(at, true) === END) return at;
  return undefined;
}

/** An archive says twice how much it holds, a large one four times: what counts is what the unpacking goes by. */
function directoryOf(view: DataView, end: number): { at: number; left: number } {
  const small = { at: view.getUint32(end + 16, true), left: view.getUint16(end + 8, true) };
  if (end < 20 || view.getUint32(end - 20, true) !== LARGE_END_AT) return small;
  const large = view.getUint32(end - 12, true);
  if (large + 52 > view.byteLength || view.getUint32(large, true) !== LARGE_END) return small;
  return { at: view.getUint32(large + 48, true), left: view.getUint32(large + 32, true) };
}
