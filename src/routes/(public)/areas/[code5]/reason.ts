/** Why a page shows other windows than the town's own, in words; and what each stage is called. */
import { m } from '#paraglide/messages';
import type { FallbackReason, Stage } from '#windows';

interface Places {
  area: string;
  prefecture: string;
}

export function reasonWords(reason: FallbackReason, { area, prefecture }: Places): string[] {
  const why = {
    unconfirmed: () => [m.areas_why_unconfirmed({ area }), m.areas_why_not_absent()],
    age_limited: () => [m.areas_why_age_limited({ area })],
    persons_only: () => [m.areas_why_persons_only({ area })],
  }[reason.because]();
  const left = reason.prefectureExcludes
    ? [m.areas_why_prefecture_excludes({ area, prefecture })]
    : [];
  return [...why, ...left, leadWords(reason, { area, prefecture })];
}

const leadWords = (reason: FallbackReason, { area, prefecture }: Places): string =>
  ({
    shared: () => m.areas_lead_shared({ area }),
    neighbours: () => m.areas_lead_neighbours(),
    prefecture: () => m.areas_lead_prefecture({ prefecture }),
    nationwide: () => m.areas_lead_nationwide(),
    hotlines: () => m.areas_lead_hotlines(),
  })[reason.leadsTo]();

export const stageWords = (stage: Stage, { area, prefecture }: Places): string =>
  ({
    own: () => m.areas_stage_own({ area }),
    shared: () => m.areas_stage_shared({ area }),
    neighbours: () => m.areas_stage_neighbours(),
    prefecture: () => m.areas_stage_prefecture({ prefecture }),
    nationwide: () => m.areas_stage_nationwide(),
  })[stage]();
