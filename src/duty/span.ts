/** Stretches of time, each up to but not including its end. */
export interface Span {
  startsAt: Date;
  endsAt: Date;
}

/** The same time, in order, each moment once: what meets or overlaps is one. */
export function united(spans: Span[]): Span[] {
  const all: Span[] = [];
  for (const { startsAt, endsAt } of spans.toSorted(byStart)) {
    const last = all.at(-1);
    if (last && startsAt <= last.endsAt)
      last.endsAt = new Date(Math.max(Number(last.endsAt), Number(endsAt)));
    else all.push({ startsAt, endsAt });
  }
  return all;
}

/** What is left of some time where other time is taken out. */
export function without(spans: Span[], taken: Span[]): Span[] {
  let left = united(spans);
  for (const out of taken) left = left.flatMap((span) => cut(span, out));
  return left;
}

const cut = (span: Span, out: Span): Span[] =>
  overlap(span, out)
    ? [
        ...(span.startsAt < out.startsAt
          ? [{ startsAt: span.startsAt, endsAt: out.startsAt }]
          : []),
        ...(out.endsAt < span.endsAt ? [{ startsAt: out.endsAt, endsAt: span.endsAt }] : []),
      ]
    : [span];

export const overlap = (one: Span, other: Span): boolean =>
  one.startsAt < other.endsAt && other.startsAt < one.endsAt;

export const minutesIn = (spans: Span[]): number =>
  spans.reduce((sum, { startsAt, endsAt }) => sum + (Number(endsAt) - Number(startsAt)), 0) /
  60_000;

const byStart = (a: Span, b: Span): number => Number(a.startsAt) - Number(b.startsAt);
