/** The ticked boxes as things that can be taken away one by one. */
import { queryOf, type PageFilter } from './filter.ts';
import {
  audienceWord,
  categoryWord,
  stepWord,
  talkWord,
  timeWord,
  topicWord,
  wayWord,
} from './words.ts';

export interface Chosen {
  label: string;
  /** The query without it. */
  query: string;
}

export function chosenOf(filter: PageFilter, areaName: string | null): Chosen[] {
  const without = (less: Partial<PageFilter>) => queryOf({ ...filter, page: 1, ...less });
  const rest = <T>(values: T[], value: T) => values.filter((other) => other !== value);
  return [
    ...(areaName === null
      ? []
      : [{ label: areaName, query: without({ area: '', reach: 'near' }) }]),
    ...filter.kinds.map((v) => ({
      label: categoryWord(v),
      query: without({ kinds: rest(filter.kinds, v) }),
    })),
    ...filter.ways.map((v) => ({
      label: wayWord(v),
      query: without({ ways: rest(filter.ways, v) }),
    })),
    ...filter.methods.map((v) => ({
      label: talkWord(v),
      query: without({ methods: rest(filter.methods, v) }),
    })),
    ...filter.audience.map((v) => ({
      label: audienceWord(v),
      query: without({ audience: rest(filter.audience, v) }),
    })),
    ...filter.topics.map((v) => ({
      label: topicWord(v),
      query: without({ topics: rest(filter.topics, v) }),
    })),
    ...filter.firstSteps.map((v) => ({
      label: stepWord(v),
      query: without({ firstSteps: rest(filter.firstSteps, v) }),
    })),
    ...filter.times.map((v) => ({
      label: timeWord(v),
      query: without({ times: rest(filter.times, v) }),
    })),
    ...(filter.text ? [{ label: `「${filter.text}」`, query: without({ text: '' }) }] : []),
  ];
}
