import type { HoursRule } from './hours.ts';

export const HOTLINE_TOPICS = [
  'emergency',
  'anyone',
  'children',
  'violence',
  'safety',
  'contracts',
] as const;
export type HotlineTopic = (typeof HOTLINE_TOPICS)[number];
export type HotlineMethod = 'phone' | 'mail' | 'chat';

/** A public line, held as data with its source; never written in code or texts. */
export interface Hotline {
  id: string;
  name: string;
  nameEn: string;
  topic: HotlineTopic;
  methods: HotlineMethod[];
  /** A number to call, or an address of a chat. */
  contact: string;
  hoursText: string;
  hoursTextEn: string;
  /** Null where they differ by area or are unknown. */
  hours: HoursRule[] | null;
  freeOfCharge: boolean;
  hardToReach: boolean;
  /** Null for all of Japan. */
  prefCode: string | null;
  areaNote: string;
  areaNoteEn: string;
  sourceUrl: string;
  sourceDate: string;
  verifiedOn: string | null;
  validFrom: string | null;
  validUntil: string | null;
  position: number;
}

export const isValidOn = (line: Pick<Hotline, 'validFrom' | 'validUntil'>, date: string): boolean =>
  (line.validFrom === null || line.validFrom <= date) &&
  (line.validUntil === null || date <= line.validUntil);

/** Lines for all of Japan, and those of one prefecture where it is known. */
export const reaches = (line: Pick<Hotline, 'prefCode'>, prefCode: string | undefined): boolean =>
  line.prefCode === null || line.prefCode === prefCode;

export const isWebAddress = (contact: string): boolean => /^https?:/u.test(contact);

/** What a link calls: `tel:` with digits, # and + only, or the address of a chat as it stands. */
export const hrefOf = (contact: string): string =>
  isWebAddress(contact) ? contact : `tel:${contact.replace(/[^0-9#+]/gu, '').replace('#', '%23')}`;
