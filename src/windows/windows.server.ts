import type { District } from '#areas';
import { districtsOf, districtsOfPostalCode, neighboursOf } from '#areas/server';
import type { TakeDown } from '#organisations/server';
import { now } from '#platform/clock';
import { db } from '#platform/db';
import { isId } from '#platform/id';
import { localDate } from '#platform/tokyo';
import { namesDistrictsOf } from './districts/kept-district-queries.server.ts';
import { stagesShown, windowsOfArea, type WindowsOfArea } from './fallback.ts';
import {
  endWindowsOf,
  selectWindows,
  townsOfWindows,
  windowById,
  windowsAround,
  windowsBeyond,
} from './queries.server.ts';
import { leavesSomeOut, type Method, type WindowDetail, type WindowRecord } from './window.ts';

export interface WindowFilter {
  prefCode?: string | undefined;
  /** Those that serve this municipality by name, and its prefecture's centres. */
  code5?: string | undefined;
  method?: Method | undefined;
  /** Only these windows, such as those staffed now. */
  ids?: string[] | undefined;
  /** Those that come to one's home. */
  homeVisits?: boolean | undefined;
  /** Those that leave nobody out, by age or as family. */
  everyone?: boolean | undefined;
  organisationId?: string | undefined;
}

const today = (): string => localDate(now());

/** The public directory: windows that have not ended, municipal ones first. */
export async function listWindows(filter: WindowFilter): Promise<WindowRecord[]> {
  const serving = await (filter.code5 ? servingByName(filter.code5) : allOf(filter));
  return serving.filter((window) => fits(window, filter));
}

async function servingByName(code5: string): Promise<WindowRecord[]> {
  const { own, shared, prefecture } = await windowsFor(code5);
  return [...own, ...shared, ...prefecture];
}

const allOf = ({ prefCode, method, ids, organisationId }: WindowFilter): Promise<WindowRecord[]> =>
  selectWindows(db, { prefCode, method, ids, organisationId }, today());

const fits = (window: WindowRecord, filter: WindowFilter): boolean =>
  (!filter.prefCode || window.prefCode === filter.prefCode) &&
  (!filter.method || window.methods.includes(filter.method)) &&
  (!filter.ids || filter.ids.includes(window.id)) &&
  (!filter.organisationId || window.organisationId === filter.organisationId) &&
  (!filter.homeVisits || comesHome(window)) &&
  (!filter.everyone || !leavesSomeOut(window));

const comesHome = ({ takesHomeVisits, methods }: WindowRecord): boolean =>
  takesHomeVisits || methods.includes('home_visit');

/** Municipalities where a window is, by code. */
export const townsWithWindows = (): Promise<string[]> => townsOfWindows(db);

/** The full record; undefined where unknown or ended. */
export const findWindow = async (id: string): Promise<WindowDetail | undefined> =>
  isId(id) ? windowById(db, id, today()) : undefined;

/** Who answers for a municipality or a district of it, stage by stage, and why others than its own are shown. */
export async function windowsFor(code5: string, districtId?: string): Promise<WindowsOfArea> {
  const [neighbours, around] = await Promise.all([
    neighboursOf(code5),
    windowsAround(db, code5, today()),
  ]);
  return windowsOfArea({ code5, districtId }, neighbours, around);
}

/** The districts to choose from in a municipality; none where each of its windows serves all of it: nobody need be asked. */
export async function districtsAsked(code5: string): Promise<District[]> {
  const districts = await districtsOf(code5);
  return districts.length > 0 && (await namesDistrictsOf(db, code5, today())) ? districts : [];
}

/** The one of them that a postal code tells; none where it tells several, or nobody is asked. */
export async function districtAskedAt(
  code5: string,
  postalCode: string,
): Promise<District | undefined> {
  const [only, ...others] = (await namesDistrictsOf(db, code5, today()))
    ? await districtsOfPostalCode(code5, postalCode)
    : [];
  return others.length === 0 ? only : undefined;
}

/** An organisation is no longer public: its windows end today, and no route leads to them any more. */
export const endWindows: TakeDown = (trx, organisationId) =>
  endWindowsOf(trx, organisationId, today());

/** Whoever a window leaves out, by age or as family, sees these beside it: the nearest that leave nobody out. */
export async function besideLimited(window: WindowRecord): Promise<WindowRecord[]> {
  if (!leavesSomeOut(window)) return [];
  const code5 = window.code5 ?? window.serves[0];
  const stages = code5 ? stagesShown(await windowsFor(code5)).first : [];
  const near = stages.flatMap(({ windows }) => windows).filter((one) => !leavesSomeOut(one));
  return near.length > 0 ? near : widest(window.prefCode);
}

async function widest(prefCode: string | null): Promise<WindowRecord[]> {
  const beyond = await windowsBeyond(db, prefCode, today());
  const all = beyond.filter((one) => !leavesSomeOut(one));
  const centres = all.filter((one) => one.level === 'prefecture');
  return centres.length > 0 ? centres : all.filter((one) => one.level === 'nationwide');
}
