/** Which calls come from one network, in this process's memory only: nothing of a network is ever written down. */
import { later, minutes, now } from '#platform/clock';
import { networkBucket } from '#platform/lines';

const REMEMBERED_MS = minutes(60);
const MOST_REMEMBERED = 10_000;
/** Fewer are a family, an office, a village behind one carrier: nobody is shown to belong together. */
const TOGETHER_FROM = 6;

const sources = new Map<string, { bucket: string; at: number }>();

/** Notes from which network a call comes; forgotten within the hour. */
export function noteSource(contactId: string, address: string): void {
  const at = now().getTime();
  sources.set(contactId, { bucket: networkBucket(address), at });
  for (const [id, source] of sources) {
    if (sources.size <= MOST_REMEMBERED && source.at > at - REMEMBERED_MS) break;
    sources.delete(id);
  }
}

/** Of what began before then it is not known any more. */
export const rememberedSince = (at: Date): Date => later(at, -REMEMBERED_MS);

/** Of these contacts those that come with several others from one network, by a number that means nothing elsewhere. */
export function groupsAmong(contactIds: string[]): Map<string, number> {
  const byBucket = Map.groupBy(contactIds, (id) => sources.get(id)?.bucket);
  byBucket.delete(undefined);
  const groups = [...byBucket.values()].filter((ids) => ids.length >= TOGETHER_FROM);
  return new Map(groups.flatMap((ids, number) => ids.map((id) => [id, number] as const)));
}
