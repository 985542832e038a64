/** 119 and 110, as the hotlines' rows have them. */
export interface EmergencyLine {
  name: string;
  nameEn: string;
  number: string;
  href: string;
}

/** A desk has opened the procedure for danger in a talk that goes on. */
export interface Alarm {
  contactId: string;
  window: string;
  /** Who talks. */
  who: string;
  at: number;
}
