/** Who stands behind a series: its own organisation, and those it names beside itself. */
import type { NamingState, OrganisationPart } from '#organisations';

export interface TakingPart {
  part: OrganisationPart;
  name: string;
}

/** What whoever is named has answered. */
export interface NamedAnswer extends TakingPart {
  state: NamingState;
}

export interface ShownPart extends TakingPart {
  /** Its page here, where it agreed to be named so; being named gives it no right. */
  id: string | null;
}

/** The own organisation is the organiser (主催), or runs it (運営) where another is named as organiser; then as they are named. */
export function allParts(own: { id: string; name: string }, others: ShownPart[]): ShownPart[] {
  const part = others.some((one) => one.part === 'organiser') ? 'operating' : 'organiser';
  return [{ part, ...own } as const, ...others].sort((a, b) => ORDER[a.part] - ORDER[b.part]);
}

const ORDER: Record<OrganisationPart, number> = {
  organiser: 0,
  co_organiser: 1,
  commissioner: 2,
  operating: 3,
};
