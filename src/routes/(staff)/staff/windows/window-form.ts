/** The editor's form of a window: every field as it was typed, so that nothing is lost by a refusal. */
import { textOf, textsOf } from '#platform/form';
import type { WindowDetail } from '#windows';
import {
  exceptionRowsOf,
  hoursRowOf,
  readExceptionRows,
  readHoursRows,
  readRows,
  withBlankExceptions,
  withBlankHours,
  type ExceptionRow,
  type HoursRow,
} from './hours-form.ts';

const TEXTS = [
  'organisationId',
  'name',
  'operatedBy',
  'leadDepartment',
  'level',
  'targetPersons',
  'minimumAge',
  'maximumAge',
  'ageNote',
  'familyOnly',
  'phone',
  'email',
  'url',
  'address',
  'accessibility',
  'place',
  'serves',
  'excludes',
  'areaNote',
  'ringSeconds',
  'hoursText',
  'closedText',
  'message',
  'receives',
  'whatChanges',
  'sourceUrl',
  'sourceDate',
  'sourceNote',
] as const;
const LISTS = ['methods', 'languages', 'districts', 'excludedDistricts'] as const;

export interface CounsellorRow {
  nickname: string;
  about: string;
  message: string;
}

export interface PartRow {
  organisationId: string;
  part: string;
}

export type WindowForm = Record<(typeof TEXTS)[number], string> &
  Record<(typeof LISTS)[number], string[]> & {
    takesHomeVisits: boolean;
    acceptsNeighbours: boolean;
    hours: HoursRow[];
    exceptions: ExceptionRow[];
    counsellors: CounsellorRow[];
    parts: PartRow[];
  };

export function readWindowForm(data: FormData): WindowForm {
  const texts = Object.fromEntries(TEXTS.map((name) => [name, textOf(data, name)]));
  const lists = Object.fromEntries(LISTS.map((name) => [name, textsOf(data, name)]));
  return {
    ...(texts as Pick<WindowForm, (typeof TEXTS)[number]>), // One text for each name.
    ...(lists as Pick<WindowForm, (typeof LISTS)[number]>), // One list for each name.
    takesHomeVisits: data.has('takesHomeVisits'),
    acceptsNeighbours: data.has('acceptsNeighbours'),
    hours: withBlankHours(readHoursRows(data)),
    exceptions: withBlankExceptions(readExceptionRows(data)),
    counsellors: withBlankCounsellors(readCounsellors(data)),
    parts: withBlankParts(readParts(data)),
  };
}

const readCounsellors = (data: FormData): CounsellorRow[] =>
  readRows(
    data,
    (row) => `counsellor-${row}-nickname`,
    (row) => ({
      nickname: textOf(data, `counsellor-${row}-nickname`),
      about: textOf(data, `counsellor-${row}-about`),
      message: textOf(data, `counsellor-${row}-message`),
    }),
  );

const readParts = (data: FormData): PartRow[] =>
  readRows(
    data,
    (row) => `part-${row}-organisation`,
    (row) => ({
      organisationId: textOf(data, `part-${row}-organisation`),
      part: textOf(data, `part-${row}-part`),
    }),
  );

export const isSomebody = ({ nickname, about, message }: CounsellorRow): boolean =>
  [nickname, about, message].some((text) => text.trim() !== '');

const withBlankCounsellors = (rows: CounsellorRow[]): CounsellorRow[] => [
  ...rows.filter(isSomebody),
  { nickname: '', about: '', message: '' },
];

const withBlankParts = (rows: PartRow[]): PartRow[] => [
  ...rows.filter(({ organisationId }) => organisationId !== ''),
  { organisationId: '', part: 'operating' },
];

/** A form with nothing in it but where most windows begin. */
export const emptyWindowForm = (organisationId: string, place: string): WindowForm => ({
  ...readWindowForm(new FormData()),
  organisationId,
  place,
  level: 'town',
  ringSeconds: '30',
  languages: ['ja'],
});

/** A stored record as the form shows it again; places by their names. */
export function windowFormOf(
  window: WindowDetail,
  places: Pick<WindowForm, 'place' | 'serves' | 'excludes' | 'districts' | 'excludedDistricts'>,
): WindowForm {
  return {
    ...plainTexts(window),
    ...places,
    methods: [...window.methods],
    languages: [...window.languages],
    takesHomeVisits: window.takesHomeVisits,
    acceptsNeighbours: window.acceptsNeighbours,
    hours: withBlankHours((window.hours ?? []).map(hoursRowOf)),
    exceptions: withBlankExceptions(window.exceptions.flatMap(exceptionRowsOf)),
    counsellors: withBlankCounsellors(window.counsellors),
    parts: withBlankParts(window.parts),
  };
}

const familyAnswer = (may: boolean | null): string => (may === null ? '' : may ? 'yes' : 'no');

const plainTexts = (window: WindowDetail) => ({
  organisationId: window.organisationId ?? '',
  name: window.name,
  operatedBy: window.operatedBy,
  leadDepartment: window.leadDepartment,
  level: window.level,
  targetPersons: window.targetPersons,
  minimumAge: String(window.minimumAge ?? ''),
  maximumAge: String(window.maximumAge ?? ''),
  ageNote: window.ageNote,
  familyOnly: familyAnswer(window.familyOnly),
  phone: window.phone ?? '',
  email: window.email ?? '',
  url: window.url ?? '',
  address: window.address ?? '',
  accessibility: window.accessibility,
  areaNote: window.areaNote,
  ringSeconds: String(window.ringSeconds),
  hoursText: window.hoursText,
  closedText: window.closedText,
  message: window.message,
  receives: window.receives,
  whatChanges: window.whatChanges,
  sourceUrl: window.sourceUrl ?? '',
  sourceDate: window.sourceDate ?? '',
  sourceNote: window.sourceNote,
});
