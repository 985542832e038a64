/** Hints only: whoever hears one reads the truth again. */
export interface ContactNews {
  /** `/participant`, room `contact:<id>`. */
  'contact:changed': (news: { contactId: string }) => void;
}

export interface DeskNews {
  /** `/staff`, room `account:<id>`. */
  'desk:changed': () => void;
  /** `/staff`, room `boards`. */
  'board:changed': () => void;
}
