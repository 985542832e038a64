/** How near something is to a municipality somebody chose, as people say it: not in kilometres. */
import type { Vicinity } from './area.ts';

export type Nearness = 'same_town' | 'next_town' | 'same_prefecture' | 'online';

/** A municipality somebody chose, with what counts as near it. */
export interface Around {
  code5: string;
  prefCode: string;
  near: Vicinity;
}

/** Where something takes place; online alone it is near to everybody. */
export interface There {
  code5: string | null;
  prefCode: string | null;
  online: boolean;
}

/** Undefined where it is further away, or nobody knows where. An island has no next town: only land joins two. */
export function nearnessOf(around: Around, there: There): Nearness | undefined {
  if (there.online) return 'online';
  if (there.code5 === around.code5) return 'same_town';
  const { reach, codes } = around.near;
  if (reach === 'neighbours' && there.code5 !== null && codes.includes(there.code5))
    return 'next_town';
  return there.prefCode === around.prefCode ? 'same_prefecture' : undefined;
}
