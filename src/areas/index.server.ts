export {
  areaRegister,
  areasNear,
  areasOf,
  findArea,
  findAreas,
  listPrefectures,
  neighboursOf,
  searchAreas,
} from './areas.server.ts';
export {
  addDistrict,
  districtsOf,
  districtsOfPostalCode,
  findDistrict,
  groupsOf,
} from './districts.server.ts';
export { loadReferenceData } from './reference-data.server.ts';
export { placeNamed, type PlaceNamed } from './place-named.server.ts';
