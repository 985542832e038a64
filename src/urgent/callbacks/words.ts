import { m } from '#paraglide/messages';
import { formatDay, formatMoment } from '#ui';
import { inOneGo } from '../stage-words.ts';
import type { Talk } from '../talk/talk.ts';
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

/** When words that are left now are read: beside an agreed time when that comes, else by the day a window answers. */
export function leavingInWords(
  { appointed, answerBy }: Pick<Talk, 'appointed' | 'answerBy'>,
  now: number,
): string {
  if (appointed && appointed.at > now)
    return m.urgent_leave_at_time({ time: momentOf(appointed.at) });
  return answerBy === null
    ? m.urgent_leave_nobody()
    : m.urgent_leave_hint({ day: formatDay(new Date(answerBy)) });
}
