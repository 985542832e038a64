/** One dated instance of a series, as anybody may see it. */
import type { OrganisationId } from '#accounts';
import type { Brand } from '#platform/brand';
import type { LocalDate, LocalTime } from '#platform/tokyo';
import type { ConsultationMethod } from './consultations/availability.ts';
import type { ShownHost } from './host.ts';
import type { SignUpQuestion } from './questions.ts';
import type { Rule } from './rule.ts';
import type { SignUpPolicy, SignUpState } from './sign-up-terms.ts';
import type { ShownPart } from './taking-part.ts';

export type SeriesId = Brand<string, 'SeriesId'>;
export type OccurrenceId = Brand<string, 'OccurrenceId'>;

export const SERIES_KINDS = [
  'group_session',
  'peer_consultation',
  'gathering_place',
  'lecture',
] as const;
export type SeriesKind = (typeof SERIES_KINDS)[number];

export const AUDIENCES = [
  'family',
  'person',
  'sibling',
  'anyone',
  'supporter',
  'women_only',
] as const;
export type Audience = (typeof AUDIENCES)[number];

export const FORMATS = ['onsite', 'online', 'hybrid'] as const;
export type Format = (typeof FORMATS)[number];

export const FIRST_STEPS = [
  'watch_only',
  'camera_off',
  'text_only',
  'come_and_go',
  'accompanied',
  'doorstep',
  'first_timers',
] as const;
export type FirstStep = (typeof FIRST_STEPS)[number];

export const TOPICS = [
  'aging_parents',
  'violence',
  'school_refusal',
  'first_time',
  'siblings',
  'work',
  'money',
  'mind_and_body',
] as const;
export type Topic = (typeof TOPICS)[number];

/** How it is at a gathering place just now, as somebody there told. */
export const LIVELINESS = ['quiet', 'usual', 'lively'] as const;
export type Liveliness = (typeof LIVELINESS)[number];

/** What a reader looks for: group sessions by whom they are for, the other kinds as they are. */
export const CATEGORIES = ['family', 'person', 'together', 'peer', 'place', 'lecture'] as const;
export type Category = (typeof CATEGORIES)[number];

/** A line of the list. */
export interface OccurrenceRow {
  id: OccurrenceId;
  seriesId: SeriesId;
  organisationId: OrganisationId;
  organisation: string;
  kind: SeriesKind;
  category: Category;
  title: string;
  format: Format;
  firstSteps: FirstStep[];
  placeName: string;
  /** Where it is usually, told where this date alone is held elsewhere; null otherwise. */
  usualPlace: string | null;
  /** As its organiser writes it. */
  fee: string;
  /** Name of the municipality; null online and where only the prefecture is known. */
  area: string | null;
  code5: string | null;
  prefCode: string | null;
  hostName: string;
  /** Of a consultation: the ways to talk that its supporter offers. */
  methods: ConsultationMethod[] | null;
  /** The name of the supporter who was to listen, where a colleague stands in. */
  standsInFor: string | null;
  startsAt: Date;
  endsAt: Date;
  date: LocalDate;
  startTime: LocalTime;
  endTime: LocalTime;
  state: 'scheduled' | 'cancelled';
  cancelledReason: string;
  /** Where this one is cancelled: the series' next date. */
  nextStartsAt: Date | null;
  note: string;
  onNow: boolean;
  /** Of a gathering place while it is open; null where nobody has told. */
  liveliness: { is: Liveliness; at: Date } | null;
  capacity: number | null;
  taken: number;
  waiting: number;
  signUp: SignUpState;
  /** When all this reads otherwise by the clock alone: opens, closes, begins or ends; null once it is over. */
  changesAt: Date | null;
  /** Read from a public page, not published here by its organiser: it may have changed. */
  unchecked: boolean;
  /** Invented. */
  demonstration: boolean;
}

export interface FlowStep {
  time: LocalTime;
  title: string;
  text: string;
}

export interface OccurrenceDetail extends OccurrenceRow {
  /** The next date of the series that takes place. */
  next: { id: OccurrenceId; startsAt: Date } | null;
  summary: string;
  whatChanges: string;
  audience: Audience[];
  placeAddress: string;
  placeAccess: string;
  hostRole: string;
  /** Beside the one that its publisher names. */
  hosts: ShownHost[];
  hostMessage: string;
  flow: FlowStep[];
  houseRules: string[];
  topics: Topic[];
  languages: string[];
  /** The own organisation and those it names beside itself. */
  parts: ShownPart[];
  scheduleText: string;
  rules: Rule[];
  hasRoom: boolean;
  supporterAccountId: string | null;
  /** What its supporter says of the slots; null where nothing was said, and for all that is no slot. */
  consultation: ConsultationTerms | null;
  signUpPolicy: SignUpPolicy;
  /** Its dates belong together: one sign-up is for all that remain. */
  allDates: boolean;
  /** What its organiser likes to know beforehand; nobody must answer. */
  questions: SignUpQuestion[];
  /** Where the first talk takes place; null where none is asked for. */
  firstTalk: FirstTalkPlace | null;
  /** `signUp` for whoever has had the first talk. */
  signUpAfterTalk: SignUpState;
  /** When sign-up opens (null: at once) and closes. */
  signUpOpensAt: Date | null;
  signUpClosesAt: Date;
  /** From here on nobody moves up by a cancellation. */
  promotionStopsAt: Date;
  /** When it would have started, had nobody moved it. */
  movedFrom: Date | null;
  /** Grows with each change of the date, and of what its series tells of all its dates. */
  sequence: number;
  sourceUrl: string | null;
  sourceDate: string | null;
}

/** As whoever holds a place there needs it. */
export type DateHeld = OccurrenceRow &
  Pick<
    OccurrenceDetail,
    | 'hasRoom'
    | 'allDates'
    | 'questions'
    | 'signUpAfterTalk'
    | 'promotionStopsAt'
    | 'movedFrom'
    | 'sequence'
  >;

/** Any of them may be left out; all is said by the publisher. */
export interface FirstTalkPlace {
  seriesId: string | null;
  windowId: string | null;
  words: string;
}

export interface ConsultationTerms {
  noticeMinutes: number;
  horizonDays: number;
  /** The drawing chosen; null for the one that goes with the name. */
  face: number | null;
  /** Their own photograph, where they consented to it here. */
  portrait: string | null;
}

export function categoryOf(kind: SeriesKind, audience: Audience[]): Category {
  if (kind === 'peer_consultation') return 'peer';
  if (kind === 'gathering_place') return 'place';
  if (kind === 'lecture') return 'lecture';
  const family = audience.some((a) => a === 'family' || a === 'sibling');
  const person = audience.some((a) => a === 'person' || a === 'women_only');
  if (family && !person && !audience.includes('anyone')) return 'family';
  return person && !family && !audience.includes('anyone') ? 'person' : 'together';
}

/** For the page that shows these: when it is to be read again. */
export const nextChange = (rows: Pick<OccurrenceRow, 'changesAt'>[]): string | undefined =>
  rows
    .flatMap(({ changesAt }) => changesAt?.toISOString() ?? [])
    .sort()
    .at(0);

/** The lamp says that somebody is there now: only of places whose own people publish their hours here. */
export const isOpen = ({ onNow, unchecked }: OccurrenceRow): boolean => onNow && !unchecked;
