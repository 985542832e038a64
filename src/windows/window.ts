import type { OrganisationPart } from '#organisations';
import { daysBetween } from '#platform/tokyo';
import type { HoursException, HoursRule } from './hours.ts';

export const METHODS = [
  'phone',
  'mail',
  'form',
  'chat',
  'video',
  'in_person',
  'home_visit',
  'letter',
] as const;
export type Method = (typeof METHODS)[number];

export const LEVELS = ['town', 'shared', 'prefecture', 'nationwide'] as const;
export type Level = (typeof LEVELS)[number];

export const WINDOW_LANGUAGES = [
  'ja',
  'plain_ja',
  'en',
  'zh',
  'ko',
  'vi',
  'pt',
  'es',
  'tl',
  'ne',
  'sign',
] as const;
export type WindowLanguage = (typeof WINDOW_LANGUAGES)[number];

/** A consultation window as the public directory tells it. */
export interface WindowRecord {
  id: string;
  organisationId: string | null;
  name: string;
  operatedBy: string;
  /** 所管課. */
  leadDepartment: string;
  level: Level;
  targetPersons: string;
  minimumAge: number | null;
  maximumAge: number | null;
  ageNote: string;
  /** Whether family may come without the person; null where unknown. */
  familyOnly: boolean | null;
  takesHomeVisits: boolean;
  acceptsNeighbours: boolean;
  methods: Method[];
  phone: string | null;
  email: string | null;
  url: string | null;
  address: string | null;
  accessibility: string;
  languages: WindowLanguage[];
  prefCode: string | null;
  code5: string | null;
  areaNote: string;
  hoursText: string;
  /** Null where unknown. */
  hours: HoursRule[] | null;
  /** Single dates from today on with hours of their own. */
  exceptions: HoursException[];
  closedText: string;
  message: string;
  /** What one receives, and what can change. */
  receives: string;
  whatChanges: string;
  ringSeconds: number;
  sourceUrl: string | null;
  /** As the source writes it: a day, a month, a year or words. */
  sourceDate: string | null;
  sourceNote: string;
  verifiedOn: string | null;
  /** Since when its record stands here. */
  listedOn: string;
  demonstration: boolean;
  /** Municipalities it names as served, or as left out; those of a group of areas among them. */
  serves: string[];
  excludes: string[];
  /** Where it serves only parts of a municipality, those parts; else those it leaves out. */
  districts: DistrictServed[];
  excludedDistricts: DistrictServed[];
}

/** The whole record. */
export interface WindowDetail extends WindowRecord {
  counsellors: Counsellor[];
  parts: WindowPart[];
  /** Somebody has said that something in it is wrong, and nobody has looked at it yet. */
  inQuestion: boolean;
}

/** Where it serves as its record names it: groups and districts by their ids, municipalities without those of a group. */
export interface ServedAsNamed {
  serves: string[];
  excludes: string[];
  districts: string[];
  excludedDistricts: string[];
}

/** Somebody who listens there: by nickname and drawing. */
export interface Counsellor {
  nickname: string;
  about: string;
  message: string;
}

export interface WindowPart {
  organisationId: string;
  name: string;
  part: OrganisationPart;
  /** Whether everybody is led to its page: it keeps the window, or agreed to be named so. */
  ledTo: boolean;
}

/** A district as a window names it. */
export interface DistrictServed {
  id: string;
  code5: string;
  name: string;
}

/** The municipalities it serves by name, its own first; none where it serves a whole prefecture or the country. */
export const townsServed = ({
  level,
  code5,
  serves,
}: Pick<WindowRecord, 'level' | 'code5' | 'serves'>): string[] =>
  level === 'town' || level === 'shared'
    ? [...new Set([...(code5 ? [code5] : []), ...serves])]
    : serves;

type Limits = Pick<WindowRecord, 'minimumAge' | 'maximumAge' | 'familyOnly'>;

export const isAgeLimited = (window: Omit<Limits, 'familyOnly'>): boolean =>
  window.minimumAge !== null || window.maximumAge !== null;

/** Such a window never stands alone: whoever it leaves out, by age or as family, must see another beside it. */
export const leavesSomeOut = (window: Limits): boolean =>
  isAgeLimited(window) || window.familyOnly === false;

export type Checked =
  | { state: 'checked'; on: string }
  | { state: 'stale'; days: number }
  | { state: 'never'; days: number };

export const STALE_AFTER_DAYS = 180;

/** Whether the facts were checked of late; others say for how long they were not, and stay. */
export function checkedState(verifiedOn: string | null, listedOn: string, today: string): Checked {
  const days = daysBetween(verifiedOn ?? listedOn, today);
  if (verifiedOn === null) return { state: 'never', days };
  return days < STALE_AFTER_DAYS ? { state: 'checked', on: verifiedOn } : { state: 'stale', days };
}
