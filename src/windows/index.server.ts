export { goesOn } from './queries.server.ts';
export { KEPT_SHOWN } from './staff-list-queries.server.ts';
export {
  appearAtDesk,
  leaveDesks,
  desksShowing,
  deskShows,
  hidePortraitAtDesk,
  ownAppearanceAtDesk,
  peopleAtDesk,
  showPortraitAtDesk,
} from './appearing.server.ts';
export { loadDemonstrationWindows } from './demonstration.server.ts';
export { correctionsOf, decideOnCorrection, suggestCorrection } from './corrections.server.ts';
export {
  addWindow,
  confirmWindow,
  endWindow,
  keptWindows,
  organisationsToKeep,
  partnersFor,
  reviseWindow,
  windowToKeep,
} from './keeping.server.ts';
export { desksWith, namingDesks } from './naming-queries.server.ts';
export { handOverWindows } from './hand-over-queries.server.ts';
export { DISTRICTS_SHOWN, type KeptDistrict } from './districts/kept-district-queries.server.ts';
export { keepsDistricts, placesToKeep } from './districts/district-keepers.server.ts';
export {
  districtToKeep,
  addDistrict,
  keptDistricts,
  removeDistrict,
  reviseDistrict,
  type DistrictToKeep,
} from './districts/district-keeping.server.ts';
export { linesNow, openHotlines } from './hotlines.server.ts';
export { windowTasks } from './due.server.ts';
export { loadReferenceData } from './reference-data.server.ts';
export { windowLists } from './imports/window-lists.server.ts';
export { windowListOf } from './exports/window-list.server.ts';
export {
  besideLimited,
  districtAskedAt,
  districtsAsked,
  endWindows,
  findWindow,
  listWindows,
  townsWithWindows,
  windowsFor,
  type WindowFilter,
} from './windows.server.ts';
export { routeBeyond, routeFrom, routeWindows } from './route.server.ts';
export { comingHours, datedHours, openDaysOf, openState } from './window-hours.server.ts';
