/** A row of a list of desks once it is understood. */
import type { GivenWindow } from '../input.ts';

/** What a list may say of a desk. What it never says (counsellors, districts, single dates) stays as it is. */
export type WindowFacts = Pick<
  GivenWindow,
  | 'name'
  | 'operatedBy'
  | 'level'
  | 'targetPersons'
  | 'minimumAge'
  | 'maximumAge'
  | 'ageNote'
  | 'familyOnly'
  | 'takesHomeVisits'
  | 'methods'
  | 'phone'
  | 'email'
  | 'url'
  | 'address'
  | 'accessibility'
  | 'prefCode'
  | 'code5'
  | 'serves'
  | 'excludes'
  | 'areaNote'
  | 'hours'
  | 'hoursText'
  | 'closedText'
  | 'receives'
  | 'sourceUrl'
  | 'sourceDate'
  | 'sourceNote'
>;

export interface ImportedWindow {
  /** The desk of the directory that it is: by its id, or by its name in its town. */
  windowId: string | null;
  /** The row itself carries the id: whoever edited it meant that desk. */
  byId: boolean;
  /** All that the list says. */
  given: Partial<WindowFacts>;
  /** Of that, what is not just as we would write it ourselves. */
  changed: (keyof WindowFacts)[];
  /** Of a desk that is new: where the list was read, where it does not say so itself. */
  readOn: string | null;
}

/** A desk of the directory, as a list may mean it. */
export interface KnownWindow {
  id: string;
  name: string;
  prefCode: string | null;
  code5: string | null;
  /** Head → what we write under it. */
  ownWords: Map<string, string>;
}

/** A desk of which nothing is known but where it is. */
export const UNSAID: GivenWindow = {
  organisationId: null,
  name: '',
  operatedBy: '',
  leadDepartment: '',
  level: 'town',
  targetPersons: '',
  minimumAge: null,
  maximumAge: null,
  ageNote: '',
  familyOnly: null,
  takesHomeVisits: false,
  acceptsNeighbours: false,
  methods: [],
  languages: ['ja'],
  phone: null,
  email: null,
  url: null,
  address: null,
  accessibility: '',
  prefCode: null,
  code5: null,
  serves: [],
  excludes: [],
  districts: [],
  excludedDistricts: [],
  areaNote: '',
  ringSeconds: 30,
  hours: [],
  hoursText: '',
  closedText: '',
  exceptions: [],
  message: '',
  receives: '',
  whatChanges: '',
  counsellors: [],
  parts: [],
  sourceUrl: null,
  sourceDate: null,
  sourceNote: '',
};

/** What a new desk is made of. */
export const newWindow = (
  { given, readOn }: ImportedWindow,
  organisationId: string | null,
): GivenWindow => ({ ...UNSAID, sourceDate: readOn, ...given, organisationId });

/** A desk with what a list says otherwise. The department in charge is what a list calls who runs it, where there is one. */
export function revisedWindow(
  window: GivenWindow,
  { given, changed }: ImportedWindow,
): GivenWindow {
  const { operatedBy, ...others } = Object.fromEntries(
    changed.map((key) => [key, given[key]]),
  ) as Partial<WindowFacts>;
  const runBy = window.leadDepartment ? 'leadDepartment' : 'operatedBy';
  return {
    ...window,
    ...others,
    ...(operatedBy === undefined ? {} : { [runBy]: operatedBy }),
    // We write the first of these with the second below it.
    ...(others.targetPersons !== undefined && others.ageNote === undefined ? { ageNote: '' } : {}),
    ...(others.receives !== undefined ? { whatChanges: '' } : {}),
  };
}
