/** One answer among several, on a card of its own. */
export interface Choice {
  value: string;
  label: string;
  note?: string | undefined;
}
