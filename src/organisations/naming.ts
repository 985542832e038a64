/** A public series or desk of one organisation that names another as taking part: the other says whether that is so. */
import type { OrganisationId } from '#accounts';
import type { OrganisationPart } from './index.ts';

/** What names somebody. */
export interface NamingSubject {
  kind: 'series' | 'window';
  id: string;
}

export type NamingState = 'asked' | 'agreed' | 'declined';

export interface Named {
  id: string;
  title: string;
  /** What shows it to everybody: the next date of a series, or the desk; null where no date comes. */
  shownAt: string | null;
  /** Whose it is; null where it is nobody's. */
  by: string | null;
  /** Who is named. */
  organisationId: OrganisationId;
  organisation: string;
  parts: OrganisationPart[];
  answered: boolean;
  agreed: string[];
}

export interface Naming extends Omit<Named, 'answered' | 'agreed'> {
  kind: NamingSubject['kind'];
  /** `asked` also where a part was added since. */
  state: NamingState;
}

export function namingState({
  parts,
  answered,
  agreed,
}: Pick<Named, 'parts' | 'answered' | 'agreed'>): NamingState {
  if (!answered) return 'asked';
  if (agreed.length === 0) return 'declined';
  return parts.every((part) => agreed.includes(part)) ? 'agreed' : 'asked';
}
