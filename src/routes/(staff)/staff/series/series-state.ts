import { m } from '#paraglide/messages';
import type { SeriesRecord } from '#schedule';

const words: Record<SeriesRecord['state'], () => string> = {
  draft: m.staff_series_draft,
  published: m.staff_series_published,
  ended: m.staff_series_ended,
};

export const seriesState = (state: SeriesRecord['state']): string => words[state]();
