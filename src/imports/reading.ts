import type { Register, Town } from '#areas';
import type { LocalDate } from '#platform/tokyo';

/** What a list is read with. */
export interface Reading {
  register: Register;
  /** Where whoever sends it is at home: for rows that do not say where. */
  home: Town | null;
  /** Their own page: for addresses that leave their beginning out. */
  siteUrl: string | null;
  /** Null reads a list as it stands, without asking what is over. */
  today: LocalDate | null;
}
