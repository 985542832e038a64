export { loadDemonstrationWindows } from './demonstration.server.ts';
export { linesNow, openHotlines, openState } from './hotlines.server.ts';
export { loadReferenceData } from './reference-data.server.ts';
export {
  endWindows,
  findWindow,
  listWindows,
  routeWindows,
  windowsFor,
  type RouteStage,
  type RouteWindow,
  type WindowFilter,
} from './windows.server.ts';
