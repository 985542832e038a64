import { m } from '#paraglide/messages';
import { formatMoment } from '#ui';
import { inOneGo } from '../stage-words.ts';
import type { NextExpected } from './times.ts';

const momentOf = (instant: number) => formatMoment(new Date(instant));

export const expectedInWords = ({ from, window }: NextExpected, now: number): string =>
  from > now
    ? m.callbacks_expected({ time: momentOf(from), window })
    : m.callbacks_expected_now({ window });

/** An agreed time has come and nobody has: what happens now. `rings`: the windows where it does. */
export const nobodyCame = (at: number, rings: string | null, next: string): string =>
  inOneGo(
    m.callbacks_nobody_lead({ time: momentOf(at) }),
    ...(rings
      ? [m.callbacks_nobody_rings({ windows: rings })]
      : [next, m.callbacks_nobody_there()]),
    m.callbacks_nobody_choices(),
  );
