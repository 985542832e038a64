/** Who is kept out of an organisation's rooms and sign-ups, as its admin sees it. */
import type { Brand } from '#platform/brand';
import { BAN_LASTS_MONTHS } from '../promises.ts';

export type BanId = Brand<string, 'BanId'>;

export interface Ban {
  id: BanId;
  /** What they were called then; they may come under another name. */
  nickname: string;
  reason: string;
  /** Who made it, by the name of the account. */
  by: string;
  since: Date;
  until: Date;
}

export type SiteBanId = Brand<string, 'SiteBanId'>;

/** Who is kept out of all rooms and sign-ups, as the operator sees it. */
export interface SiteBan extends Omit<Ban, 'id' | 'reason'> {
  id: SiteBanId;
  /** Set where they may come again before `until`. */
  lifted: { at: Date; by: string; because: string } | null;
}

export const LONGEST_REASON = 500;

/** A ban made then is over on the same day, so many months on. */
export function endOfBan(since: Date): Date {
  const day = new Date(since);
  day.setUTCMonth(day.getUTCMonth() + BAN_LASTS_MONTHS);
  return day;
}
