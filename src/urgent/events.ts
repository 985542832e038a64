import type { Ask } from '#platform/realtime';

/** Hints only: whoever hears one reads the truth again. */
export interface ContactNews {
  /** `/participant`, room `contact:<id>`. */
  'contact:changed': (news: { contactId: string }) => void;
}

export interface DeskNews {
  /** `/staff`, room `account:<id>`. */
  'desk:changed': () => void;
}

/** What the person's page asks; the contact is the viewer's own, never named by the client. */
export interface ContactAsks {
  'contact:follow': Ask<Record<string, never>, { contactId: string } | 'not_found'>;
}
